/** Reading cards on the phone, one after the other, after they are saved. A draft; the server's reading replaces it. */
import { type ReadonlySignal, signal } from '@preact/signals';
import { applyReading, blobData } from '../../store';
import type { Id } from '../../wire';

/** `absent`: not fetched yet. `ready`: it has read something. `failed`: could not be fetched; tried again with the next picture. */
export type ReaderState = 'absent' | 'working' | 'ready' | 'failed';

const state = signal<ReaderState>('absent');
const reading = signal<ReadonlySet<Id>>(new Set());

export const readerState: ReadonlySignal<ReaderState> = state;
/** Leads whose picture is being read or waits for it. */
export const beingRead: ReadonlySignal<ReadonlySet<Id>> = reading;

interface Job {
  lead: Id;
  capture: Id;
  sha256: string;
}

let chain: Promise<void> = Promise.resolve();

/** Reads a kept picture when its turn comes and fills in what nobody has typed. Never throws. */
export function readLater(job: Job): void {
  reading.value = new Set([...reading.value, job.lead]);
  chain = chain
    .then(() => readNow(job))
    .finally(() => {
      const left = new Set(reading.value);
      left.delete(job.lead);
      reading.value = left;
    });
}

async function readNow({ lead, capture, sha256 }: Job): Promise<void> {
  const bytes = await blobData(sha256);
  if (!bytes) return;
  const draft = await withKit((m) => m.readPicture(bytes.data));
  if (draft && Object.keys(draft.set).length > 0) await applyReading(lead, { capture, ...draft });
}

/** Fetches the kit and proves it on a line of print drawn here. True when it reads. */
export async function installKit(): Promise<boolean> {
  const draft = await withKit(async (m) => m.readPicture(await sample()));
  return draft?.set.email === SAMPLE_MAIL;
}

async function withKit<T>(work: (reader: typeof import('./ocr')) => Promise<T>): Promise<T | null> {
  state.value = 'working';
  try {
    const done = await work(await import('./ocr'));
    state.value = 'ready';
    return done;
  } catch (error) {
    // Without a network before the kit was fetched: the server will read the picture.
    console.warn('card not read on the phone', error);
    state.value = 'failed';
    return null;
  }
}

const SAMPLE_MAIL = 'ready@booth.example';

async function sample(): Promise<ArrayBuffer> {
  const canvas = document.createElement('canvas');
  canvas.width = 900;
  canvas.height = 500;
  const pen = canvas.getContext('2d');
  if (pen) {
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, 900, 500);
    pen.fillStyle = '#000';
    pen.font = '48px sans-serif';
    ['Booth Ready', 'Test Engineer', SAMPLE_MAIL, '+49 30 1234567'].forEach((text, i) => {
      pen.fillText(text, 80, 120 + 90 * i);
    });
  }
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.9));
  return (blob ?? new Blob()).arrayBuffer();
}
