import { AskSheet, ReleaseSheet } from './AskSheets';
import type { Action } from './actions';
import { ConsentSheet } from './ConsentSheet';
import { PromiseSheet } from './PromiseSheet';
import { QualifySheet } from './QualifySheet';
import { QuoteSheet } from './QuoteSheet';
import { StatusSheet } from './StatusSheet';

export type Agreeing = Extract<
  Action,
  { kind: 'promise' | 'release' | 'ask' | 'consent' | 'quote' | 'qualify' | 'status' }
>;

interface Props {
  open: Agreeing;
  onClose: () => void;
  onDone: () => void;
}

/** The sheets of what is agreed with a prospect and judged of it, in a chunk that comes with the first of them. */
export function AgreedSheets({ open, ...ends }: Props) {
  switch (open.kind) {
    case 'promise':
      return <PromiseSheet {...open} {...ends} />;
    case 'release':
      return <ReleaseSheet {...open} {...ends} />;
    case 'ask':
      return <AskSheet {...open} {...ends} />;
    case 'consent':
      return <ConsentSheet {...open} {...ends} />;
    case 'quote':
      return <QuoteSheet {...open} {...ends} />;
    case 'qualify':
      return <QualifySheet {...open} {...ends} />;
    case 'status':
      return <StatusSheet {...open} {...ends} />;
  }
}
