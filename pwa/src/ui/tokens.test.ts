import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** The colour of a custom property in one theme. */
function colour(name: string, theme: 'light' | 'dark'): string {
  const value = css.match(new RegExp(`--${name}: ([^;]+);`))?.[1] ?? '';
  const both = value.match(/light-dark\((#\w{6}), (#\w{6})\)/);
  return (both ? both[theme === 'light' ? 1 : 2] : value) ?? '';
}

/** WCAG 2.2 relative luminance of "#rrggbb". */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const PAPERS = ['paper', 'sheet', 'wash'];
const TEXTS = ['ink', 'muted', 'signal-text', 'hot-text', 'warm-text', 'cold-text', 'danger', 'ok'];
const ON_PAPER = TEXTS.flatMap((text) => PAPERS.map((paper) => [text, paper] as const));

/** Read at arm's length under hall light. */
const SCAN = [
  ['chrome-ink', 'chrome'],
  ['chrome-muted', 'chrome'],
  ['chrome-ink', 'chrome-raised'],
  ['chrome-muted', 'chrome-raised'],
  ['signal', 'chrome'],
  ['signal-ink', 'signal'],
  ['hot-ink', 'hot'],
  ['warm-ink', 'warm'],
  ['cold-ink', 'cold'],
] as const;

describe.each(['light', 'dark'] as const)('tokens in the %s theme', (theme) => {
  it.each(ON_PAPER)('%s on %s reads at 4.5 or better', (text, paper) => {
    expect(contrast(colour(text, theme), colour(paper, theme))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(SCAN)('%s on %s reads at 7 or better', (text, ground) => {
    expect(contrast(colour(text, theme), colour(ground, theme))).toBeGreaterThanOrEqual(7);
  });

  it.each([
    ['danger', 'danger-wash'],
    ['ink', 'signal-wash'],
  ] as const)('%s on %s reads at 4.5 or better', (text, ground) => {
    expect(contrast(colour(text, theme), colour(ground, theme))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(PAPERS)('an edge on %s is seen (3 or better)', (paper) => {
    expect(contrast(colour('edge', theme), colour(paper, theme))).toBeGreaterThanOrEqual(3);
  });
});
