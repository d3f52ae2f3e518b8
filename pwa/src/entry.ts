import { signal } from '@preact/signals';

export type Entry = { kind: 'setup' | 'password'; token: string } | { kind: 'enrol'; code: string };

/** The secret a link carries in its fragment, which browsers never send to a server; null for an ordinary visit. */
export function readEntry(hash: string): Entry | null {
  const [, kind, value] = /^#(setup|password|enrol)=([\w.~-]{4,200})$/.exec(hash) ?? [];
  if (!kind || !value) return null;
  return kind === 'enrol' ? { kind, code: value } : { kind: kind as 'setup' | 'password', token: value };
}

/** The code inside a scanned QR: our own enrolment link, or null for any other code. */
export function enrolCodeIn(scanned: string): string | null {
  const at = scanned.indexOf('#');
  const entry = at < 0 ? null : readEntry(scanned.slice(at));
  return entry?.kind === 'enrol' ? entry.code : null;
}

/** What this visit came for. */
export const entry = signal<Entry | null>(null);

/** Takes the secret out of the address bar and the history, then remembers it for this visit only. */
export function takeEntry(): void {
  const found = readEntry(location.hash);
  if (!found) return;
  history.replaceState(null, '', location.pathname + location.search);
  entry.value = found;
}

export const leaveEntry = (): void => {
  entry.value = null;
};
