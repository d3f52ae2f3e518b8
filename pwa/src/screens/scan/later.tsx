/** Parts of the booth that are needed a tap later than the first picture: fetched while the person aims. */
import { signal } from '@preact/signals';
import type { FunctionComponent } from 'preact';
import type { LeadSheet } from '../sheet';
import type { Manual } from './Manual';

interface Parts {
  LeadSheet: typeof LeadSheet;
  Manual: typeof Manual;
}

const parts = signal<Parts | null>(null);

/** Starts fetching; call when the screen stands. Without an answer it is tried again by the next call. */
export async function loadParts(): Promise<void> {
  if (parts.value) return;
  const [sheet, manual] = await Promise.all([
    import('../sheet'),
    import('./Manual'),
    import('../../capture/audio'),
    import('../../capture/badge'),
    import('../../capture/reader'),
  ]);
  parts.value = { LeadSheet: sheet.LeadSheet, Manual: manual.Manual };
}

type Props<C> = C extends FunctionComponent<infer P> ? P : C extends (props: infer P) => unknown ? P : never;

export const SheetLater = (props: Props<typeof LeadSheet>) => {
  const ready = parts.value;
  return ready ? <ready.LeadSheet {...props} /> : null;
};

export const ManualLater = (props: Props<typeof Manual>) => {
  const ready = parts.value;
  return ready ? <ready.Manual {...props} /> : null;
};
