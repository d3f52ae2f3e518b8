/** Tesseract on the phone: one worker, started on the first picture and kept. */
import { createWorker, OEM, type Page, PSM, type Worker } from 'tesseract.js';
import type { Box } from '../../wire';
import { draftFields } from './fields';
import { boxBack, type Turn } from './geometry';
import { kitPaths } from './kit';
import type { Draft, Line } from './lines';
import { levelOf, prepare } from './prepare';

/** Below this a picture is read again the other way up. */
const GOOD = 70;
const FEW_WORDS = 6;
const OTHER_WAYS_UP = [180, 90, 270];

let starting: Promise<Worker> | undefined;

function reader(): Promise<Worker> {
  starting ??= start();
  starting.catch(() => {
    starting = undefined;
  });
  return starting;
}

async function start(): Promise<Worker> {
  const worker = await createWorker('eng', OEM.LSTM_ONLY, {
    ...(await kitPaths()),
    // A blob: worker could not find its core beside itself; a copy in IndexedDB would be a second 5 MB.
    workerBlobURL: false,
    cacheMethod: 'none',
    gzip: true,
  });
  await worker.setParameters({ tessedit_pageseg_mode: PSM.AUTO, user_defined_dpi: '300' });
  return worker;
}

interface Read {
  lines: Line[];
  score: number;
}

/** Reads a kept picture into a draft. Throws when the kit cannot be had. */
export async function readPicture(jpeg: ArrayBuffer): Promise<Draft> {
  const worker = await reader();
  const picture = await createImageBitmap(new Blob([jpeg], { type: 'image/jpeg' }));
  try {
    const level = levelOf(picture);
    let best = await readOnce(worker, picture, level, 0);
    for (const turned of OTHER_WAYS_UP) {
      if (best.score >= GOOD) break;
      const other = await readOnce(worker, picture, level, turned);
      if (other.score > best.score) best = other;
    }
    return draftFields(best.lines);
  } finally {
    picture.close();
  }
}

async function readOnce(worker: Worker, picture: ImageBitmap, level: number, turned: number): Promise<Read> {
  const { jpeg, turn } = await prepare(picture, level, turned);
  const { data } = await worker.recognize(jpeg, {}, { blocks: true, text: true });
  const words = data.text.split(/\s+/).filter((word) => word.length > 1).length;
  return { lines: linesOf(data, turn), score: data.confidence * Math.min(1, words / FEW_WORDS) };
}

function linesOf(page: Page, turn: Turn): Line[] {
  const lines = (page.blocks ?? [])
    .flatMap((block) => block.paragraphs)
    .flatMap((paragraph) => paragraph.lines);
  return lines.map(({ text, confidence, bbox }) => {
    const box: Box = [bbox.x0, bbox.y0, bbox.x1 - bbox.x0, bbox.y1 - bbox.y0];
    return { text: text.trim(), conf: confidence / 100, box: boxBack(turn, box) };
  });
}
