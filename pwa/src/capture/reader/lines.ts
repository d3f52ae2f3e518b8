import type { Box } from '../../wire';

/** One line of print: confidence 0..1, box [x, y, w, h] in pixels of the kept picture. */
export interface Line {
  text: string;
  conf: number;
  box: Box;
}

/** A machine's word on some fields: values, confidence 0..1 and place per field. */
export interface Draft {
  set: Record<string, string>;
  conf: Record<string, number>;
  box: Record<string, Box>;
}
