const SYSTEMS: [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'Mac'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];
const BROWSERS: [RegExp, string][] = [
  [/Edg\//, 'Edge'],
  [/SamsungBrowser/, 'Samsung Internet'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/Chrome|CriOS/, 'Chrome'],
  [/Safari/, 'Safari'],
];

/** How a person recognises this device in a list: "Chrome on Android". */
export function deviceLabel(userAgent: string): string {
  const named = (list: [RegExp, string][], other: string) =>
    list.find(([is]) => is.test(userAgent))?.[1] ?? other;
  return `${named(BROWSERS, 'Browser')} on ${named(SYSTEMS, 'unknown device')}`;
}
