import { useEffect, useRef } from 'preact/hooks';
import { preferences } from '../../preferences';

export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/** The key as maps name it ("j", "?", "ArrowDown"); null while a person types, a dialog is open, or shortcuts are off. */
export function keyName(event: KeyboardEvent): string | null {
  if (!preferences.value.shortcuts) return null;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return null;
  const target = event.target as HTMLElement | null;
  if (target?.closest?.('input, textarea, select, [contenteditable="true"]')) return null;
  if (document.querySelector('dialog[open]')) return null;
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}

/** Single keys for a whole screen. They step aside for typing, dialogs and the browser's own shortcuts. */
export function useKeys(map: KeyMap): void {
  const latest = useRef(map);
  latest.current = map;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const key = keyName(event);
      const act = key === null ? undefined : latest.current[key];
      if (!act) return;
      event.preventDefault();
      act(event);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}
