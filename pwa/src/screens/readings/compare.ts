/** Readings of one picture side by side: which engine said what, and where they differ. Pure. */
import type { Box, FieldSet, Id } from '../../wire';

export interface ReadField {
  field: string;
  value: string;
  conf: number;
}

/** A further card on the picture, as registers. */
export interface OtherCard {
  set: FieldSet;
  conf: Record<string, number>;
  box: Box | null;
}

export interface ReadingDetail {
  id: Id;
  capture: Id;
  engine: string;
  version: string;
  ran_on: string;
  /** ISO 8601 */
  at: string;
  mean_conf: number;
  error: string | null;
  fields: ReadField[];
  params: { others?: OtherCard[] };
}

export interface Row {
  field: string;
  /** One per reading, in their order; null where it found none. */
  cells: (ReadField | null)[];
  differs: boolean;
}

/** "email", "email 2": the second value of a field gets a row of its own. */
function numbered(fields: readonly ReadField[]): Map<string, ReadField> {
  const named = new Map<string, ReadField>();
  for (const one of fields) {
    let name = one.field;
    for (let n = 2; named.has(name); n += 1) name = `${one.field}_${n}`;
    named.set(name, one);
  }
  return named;
}

const alike = (value: string | undefined): string | undefined =>
  value?.replace(/\s+/g, ' ').trim().toLowerCase();

/** Every field any reading found, in the order they stand on the card. Failed readings find nothing and differ in nothing. */
export function compared(readings: readonly ReadingDetail[]): Row[] {
  const columns = readings.map(({ fields }) => numbered(fields));
  const names = [...new Set(columns.flatMap((column) => [...column.keys()]))];
  const good = readings.flatMap(({ error }, i) => (error ? [] : [i]));
  return names.map((field) => {
    const cells = columns.map((column) => column.get(field) ?? null);
    const said = new Set(good.map((i) => alike(cells[i]?.value)));
    return { field, cells, differs: said.size > 1 };
  });
}

/** Further cards the newest good reading of a picture found. */
export const othersOn = (readings: readonly ReadingDetail[]): OtherCard[] =>
  readings.find(({ error }) => !error)?.params.others ?? [];

interface Known {
  id: Id;
  fields: FieldSet;
}

const TELLING = ['email', 'phone', 'family_name'] as const;

/** The lead somebody has made of this card already: the same address, number or name. */
export function leadOf(leads: readonly Known[], own: Id, card: OtherCard): Id | null {
  const same = (lead: Known) =>
    TELLING.some((name) => {
      const value = card.set[name];
      const is = typeof value === 'string' && alike(String(lead.fields[name] ?? '')) === alike(value);
      return is && (name !== 'family_name' || lead.fields.given_name === card.set.given_name);
    });
  return leads.find((lead) => lead.id !== own && same(lead))?.id ?? null;
}

/** Room around the print, as a part of its longer side: a card has a margin. */
const MARGIN = 0.12;

/** The cut-out of a further card, inside the picture. */
export function cutOut([x, y, w, h]: Box, picture: { width: number; height: number }): Box {
  const air = Math.max(w, h) * MARGIN;
  const left = Math.max(0, Math.floor(x - air));
  const top = Math.max(0, Math.floor(y - air));
  const right = Math.min(picture.width, Math.ceil(x + w + air));
  const bottom = Math.min(picture.height, Math.ceil(y + h + air));
  return [left, top, right - left, bottom - top];
}
