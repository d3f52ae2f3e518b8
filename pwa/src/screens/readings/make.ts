/** A further card on a picture becomes a lead of its own: its part of the picture and what was read on it. */
import { encode, type Picture } from '../../capture/frame';
import { applyReading, blobData, captureLead } from '../../store';
import type { LeadView } from '../../store/types';
import type { Capture, Id } from '../../wire';
import { cutOut, type OtherCard } from './compare';

/** The part of the picture with this card on it; all of it where nobody knows the place. Null when it is not here. */
async function partOf(capture: Capture, card: OtherCard): Promise<Picture | null> {
  const found = capture.blob && (await blobData(capture.blob.sha256));
  if (!found) return null;
  const whole = await createImageBitmap(new Blob([found.data], { type: found.mime }));
  const [x, y, width, height] = card.box ? cutOut(card.box, whole) : [0, 0, whole.width, whole.height];
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  canvas.getContext('2d')?.drawImage(whole, x, y, width, height, 0, 0, width, height);
  whole.close();
  return encode(canvas);
}

/** Makes the lead, taken when the picture was. Answers its id; null when the picture is not on this device. */
export async function makeLead(from: LeadView, capture: Capture, card: OtherCard): Promise<Id | null> {
  const blob = await partOf(capture, card);
  if (!blob) return null;
  const { taken_at } = capture;
  const taken = { kind: 'card', side: 'front', taken_at, blob } as const;
  const made = await captureLead({ event: from.event, source: from.source, captures: [taken] });
  const [own] = made.captures;
  if (own) await applyReading(made.lead, { capture: own, set: card.set, conf: card.conf });
  return made.lead;
}
