/** What a tap at the booth does. Saved first: whatever reads, shows or sends the card comes after. */
import { signal } from '@preact/signals';
import type { Code } from '../../capture/codes';
import { frameOf, type Picture, pictureOf } from '../../capture/frame';
import { enrolCodeIn, entry } from '../../entry';
import { addCapture, captureLead, isFull, leads, type NewLead, show } from '../../store';
import { t } from '../../text';
import { toast } from '../../ui/Toast';
import type { FieldSet, Id } from '../../wire';
import { isMine, sameBadge } from '../booth/facts';
import { leadTitle } from '../shared/facts';
import { myId } from '../shared/people';

/** The lead whose sheet is open; `fresh` right after it was taken. */
export const opened = signal<{ id: Id; fresh?: { count: number } } | null>(null);
/** The lead whose back is taken next. */
export const backOf = signal<Id | null>(null);
/** A capture that could not be written, kept in memory until it is. */
export const unsaved = signal<{ full: boolean; again: () => Promise<void> } | null>(null);
/** Lights up for a moment when a badge was saved by itself. */
export const flash = signal(0);

/** How many leads this person has taken since midnight. */
function takenToday(): number {
  const midnight = new Date().setHours(0, 0, 0, 0);
  return leads.value.filter((lead) => lead.captured_at >= midnight && isMine(lead, myId())).length;
}

/** Runs a save; when the phone refuses, keeps it at hand for another try and says so on the whole screen. */
async function safely(save: () => Promise<void>): Promise<void> {
  try {
    await save();
    unsaved.value = null;
  } catch (error) {
    unsaved.value = { full: isFull(error), again: () => safely(save) };
  }
}

async function keep(lead: Omit<NewLead, 'event'>): Promise<void> {
  const count = takenToday() + 1;
  const made = await captureLead({ ...lead, event: show.value?.id ?? null });
  opened.value = { id: made.lead, fresh: { count } };
  lead.captures.forEach((capture, i) => {
    const id = made.captures[i];
    if (id && capture.kind === 'card' && capture.blob) readSoon(made.lead, id, capture.blob.sha256);
  });
}

/** Reading fetches 2.5 MB once: not for people who asked their browser to save data. */
function readSoon(lead: Id, capture: Id, sha256: string): void {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  if (connection?.saveData) return;
  import('../../capture/reader')
    .then(({ readLater }) => readLater({ lead, capture, sha256 }))
    // Without it the server reads the card.
    .catch((error) => console.warn('the reader could not be loaded', error));
}

async function keepPicture(blob: Picture): Promise<void> {
  const front = backOf.value;
  if (front === null) return keep({ captures: [{ kind: 'card', side: 'front', blob }] });
  const capture = await addCapture(front, { kind: 'card', side: 'back', blob });
  backOf.value = null;
  opened.value = { id: front };
  readSoon(front, capture, blob.sha256);
}

/** The shutter. */
export async function takeCard(video: HTMLVideoElement): Promise<void> {
  const picture = await frameOf(video);
  await safely(() => keepPicture(picture));
}

/** A picture from the camera app or the gallery. */
export async function takeFile(file: Blob): Promise<void> {
  const picture = await pictureOf(file).catch(() => null);
  if (picture) await safely(() => keepPicture(picture));
  else toast(t('scan.notPicture'));
}

/** A typed contact. */
export const takeTyped = (set: FieldSet): Promise<void> =>
  safely(() => keep({ captures: [{ kind: 'manual', side: null }], set }));

/** A code in the viewfinder saves itself: a badge becomes a lead, a manager's pairing code pairs the phone. */
export async function takeCode({ text, format }: Code, video: HTMLVideoElement): Promise<void> {
  const code = enrolCodeIn(text);
  if (code) {
    entry.value = { kind: 'enrol', code };
    return;
  }
  const known = sameBadge(leads.value, text);
  if (known) {
    toast(t('scan.again', { name: leadTitle(known.fields) || t('lead.unnamed') }));
    return;
  }
  const { parseBadge } = await import('../../capture/badge');
  const { kind, payload, set } = parseBadge(text, format);
  const badge = { kind, payload, side: null };
  // A number only the organiser can look up: the printed name is on the picture.
  const picture = Object.keys(set).length === 0 ? await frameOf(video) : null;
  const captures = picture
    ? [badge, { kind: 'card' as const, side: 'front' as const, blob: picture }]
    : [badge];
  await safely(async () => {
    await keep({ captures, set, src: 'badge' });
    flash.value++;
    navigator.vibrate?.(60);
  });
}
