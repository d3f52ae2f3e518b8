import { effect, signal } from '@preact/signals';

export type Theme = 'auto' | 'light' | 'dark';

interface Preferences {
  theme: Theme;
  /** Single-key shortcuts (WCAG 2.1.4 asks for a way to turn them off). */
  shortcuts: boolean;
}

const KEY = 'boxless.preferences';
const DEFAULTS: Preferences = { theme: 'auto', shortcuts: true };

function kept(): Preferences {
  try {
    return { ...DEFAULTS, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Preferences>) };
  } catch {
    return DEFAULTS; // a private window may refuse storage: the app works without it
  }
}

/** How this device's person likes the app to look and behave; never leaves the device. */
export const preferences = signal<Preferences>(kept());

export function prefer(change: Partial<Preferences>): void {
  preferences.value = { ...preferences.value, ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences.value));
  } catch {
    // see kept(): the choice lasts until the window closes
  }
}

/** Puts the theme on the page, now and whenever it changes. */
export function applyTheme(root: HTMLElement): () => void {
  return effect(() => {
    const { theme } = preferences.value;
    if (theme === 'auto') delete root.dataset.theme;
    else root.dataset.theme = theme;
  });
}
