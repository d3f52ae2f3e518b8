/** Makes a kept picture ready for reading: level, gray, with a little more contrast, not larger than reading needs. */
import { type Turn, turnOf } from './geometry';
import { skewOf } from './skew';

const READ_SIZE = 1280;
/** One look underestimates by 2-4 degrees: look again, finer, at what the first look straightened. */
const LOOKS = [480, 700, 700];

export interface Prepared {
  jpeg: Blob;
  turn: Turn;
}

/** @param turned extra quarter turns in degrees, for pictures that were taken upside down or sideways */
export async function prepare(picture: ImageBitmap, level: number, turned = 0): Promise<Prepared> {
  const turn = turnOf(picture, level + turned, READ_SIZE);
  const canvas = draw(picture, turn, 'grayscale(1) contrast(1.15)');
  const jpeg = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.92));
  canvas.width = 0;
  if (!jpeg) throw new Error('the picture could not be prepared');
  return { jpeg, turn };
}

/** Degrees to turn the picture so that its print is level, within 45 either way. */
export function levelOf(picture: ImageBitmap): number {
  let angle = 0;
  for (const longest of LOOKS) {
    const turn = turnOf(picture, angle, longest);
    const canvas = draw(picture, turn);
    const pixels = canvas
      .getContext('2d', { willReadFrequently: true })
      ?.getImageData(0, 0, canvas.width, canvas.height);
    if (pixels) angle -= skewOf(grayOf(pixels), canvas);
    canvas.width = 0;
  }
  return angle;
}

function draw(picture: ImageBitmap, { from, to, angle, scale }: Turn, filter = 'none'): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = to.width;
  canvas.height = to.height;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (!pen) return canvas;
  // The gray of a table, not black: hard corners of the turned frame would vote as edges.
  pen.fillStyle = '#808080';
  pen.fillRect(0, 0, to.width, to.height);
  if ('filter' in pen) pen.filter = filter;
  pen.translate(to.width / 2, to.height / 2);
  pen.rotate((angle * Math.PI) / 180);
  pen.scale(scale, scale);
  pen.drawImage(picture, -from.width / 2, -from.height / 2);
  return canvas;
}

function grayOf({ data, width, height }: ImageData): Uint8ClampedArray {
  const gray = new Uint8ClampedArray(width * height);
  for (let i = 0; i < gray.length; i++) {
    gray[i] = 0.299 * (data[4 * i] ?? 0) + 0.587 * (data[4 * i + 1] ?? 0) + 0.114 * (data[4 * i + 2] ?? 0);
  }
  return gray;
}
