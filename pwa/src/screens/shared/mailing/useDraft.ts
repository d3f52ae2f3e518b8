/** The mail being written: follows its text until the person changes a word. */
import { useState } from 'preact/hooks';
import { settings } from '../../../store';
import type { LeadView } from '../../../store/types';
import type { Collateral } from '../../../wire';
import { textFor, unknownMarks, valuesOf, withLine, written } from '../mail';
import { aroundOf } from './around';

export interface Draft {
  kind: string;
  subject: string;
  body: string;
  along: readonly Collateral[];
  empty: readonly string[];
  unknown: readonly string[];
  pickKind: (kind: string) => void;
  setSubject: (subject: string) => void;
  setBody: (body: string) => void;
  toggle: (item: Collateral) => void;
}

export function useDraft(lead: LeadView, first: string): Draft {
  const around = aroundOf(lead);
  const make = (kind: string, along: readonly Collateral[]) => {
    const template = textFor(settings.value.templates, kind, lead, settings.value.org?.language);
    return written(template, valuesOf(lead.fields, around, along));
  };
  const [kind, setKind] = useState(first);
  const [along, setAlong] = useState<readonly Collateral[]>([]);
  const [said, setSaid] = useState(() => make(first, []));
  const [own, setOwn] = useState(false);
  const change = (part: Partial<typeof said>) => {
    setOwn(true);
    setSaid({ ...said, ...part, empty: [] });
  };
  return {
    ...said,
    kind,
    along,
    unknown: unknownMarks(`${said.subject}\n${said.body}`, valuesOf(lead.fields, around, along)),
    setSubject: (subject) => change({ subject }),
    setBody: (body) => change({ body }),
    pickKind: (next) => {
      setKind(next);
      setOwn(false);
      setSaid(make(next, along));
    },
    toggle: (item) => {
      const on = !along.includes(item);
      const next = on ? [...along, item] : along.filter((one) => one !== item);
      setAlong(next);
      setSaid(own ? { ...said, body: withLine(said.body, item, on) } : make(kind, next));
    },
  };
}
