import { exportUnsent, signOut } from '../../store';

/** Offers everything unsent as a file the person keeps. */
export async function saveExport(): Promise<void> {
  const url = URL.createObjectURL(await exportUnsent());
  const link = document.createElement('a');
  link.href = url;
  link.download = `boxless-unsent-${new Date().toISOString().slice(0, 16).replace(':', '-')}.json`;
  link.click();
  // The download reads the address after this turn; a minute is ample.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** The way off a phone that may not sync any more: a file first, then nothing is left on it. */
export async function exportAndWipe(): Promise<void> {
  await saveExport();
  await signOut({ force: true });
  location.assign('/');
}
