/** A picture of a card as it is kept: upright JPEG, at most 1600 px on its long side, named by its SHA-256. */
import type { NewBlob } from '../store';
import { sha256 } from './sha256';

export const LONGEST = 1600;
const QUALITY = 0.85;

export type Picture = NewBlob & { width: number; height: number };

type Drawable = HTMLVideoElement | ImageBitmap | HTMLImageElement;

/** What the camera sees now. The frame is taken before the first await, so a moved phone does not blur the moment. */
export async function frameOf(video: HTMLVideoElement): Promise<Picture> {
  return encode(drawn(video, video.videoWidth, video.videoHeight));
}

/** A picture chosen or taken by the phone's own camera app; turned as its EXIF data say. Throws on what is no picture. */
export async function pictureOf(file: Blob): Promise<Picture> {
  const source = await decode(file);
  try {
    const { width, height } = source;
    return await encode(drawn(source, width, height));
  } finally {
    if ('close' in source) source.close();
  }
}

async function decode(file: Blob): Promise<ImageBitmap | HTMLImageElement> {
  if (typeof createImageBitmap === 'function') {
    try {
      return await createImageBitmap(file, { imageOrientation: 'from-image' });
    } catch {
      // Some browsers decode formats (HEIC) in <img> only: try that before giving up.
    }
  }
  const url = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    return image;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** The size that keeps the shape with no side over `longest`. */
export function fitted(width: number, height: number, longest = LONGEST): { width: number; height: number } {
  const scale = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

function drawn(source: Drawable, fullWidth: number, fullHeight: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, fitted(fullWidth, fullHeight));
  canvas.getContext('2d')?.drawImage(source, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** What is on a canvas, as it is kept; the canvas is emptied. */
export async function encode(canvas: HTMLCanvasElement): Promise<Picture> {
  const { width, height } = canvas;
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
  // iOS keeps a canvas's memory until it is collected; a day of cards adds up.
  canvas.width = 0;
  if (!blob) throw new Error('the picture could not be encoded');
  const data = await blob.arrayBuffer();
  return { data, sha256: await sha256(data), mime: 'image/jpeg', width, height };
}
