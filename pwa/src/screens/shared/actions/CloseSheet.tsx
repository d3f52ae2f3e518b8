import type { TargetedEvent } from 'preact';
import { useState } from 'preact/hooks';
import { closeLead, reopen, settings } from '../../../store';
import type { LeadView } from '../../../store/types';
import { Button } from '../../../ui/Button';
import { SelectField } from '../../../ui/Field';
import { Sheet } from '../../../ui/Sheet';
import { toast } from '../../../ui/Toast';
import { attempts } from '../facts';
import { focusWrong } from '../focusWrong';
import { closingWord } from '../labels';
import { w } from '../words';
import { start, takeBack } from './actions';
import { ReasonPart, SalePart } from './CloseParts';
import {
  type Closing,
  closeBody,
  newClosing,
  OUTCOMES,
  type Outcome,
  type Wrong,
  wrongWith,
} from './closing';

interface Props {
  lead: LeadView;
  outcome?: Outcome | undefined;
  onClose: () => void;
  onDone: () => void;
}

const SAYS = { needed: 'close.needed', number: 'close.number', isLink: 'close.isLink' } as const;

async function close({ lead, onDone }: Props, closing: Closing, currency: string): Promise<void> {
  const op = await closeLead(lead.id, closeBody(closing, currency));
  onDone();
  const outcome = closingWord(closing.outcome);
  toast(w('close.saved', { outcome }), () => void takeBack(op, () => reopen(lead.id, w('ui.tookBack'))));
}

function useClosing(props: Props, currency: string) {
  const [closing, setClosing] = useState(() => newClosing(props.outcome ?? 'not_a_prospect', props.lead));
  const [wrong, setWrong] = useState<Wrong>({});
  const set = (change: Partial<Closing>) => setClosing((before) => ({ ...before, ...change }));
  const errorOf = (name: keyof Wrong) => {
    const fault = wrong[name];
    return fault && w(SAYS[fault]);
  };
  const submit = (event: TargetedEvent<HTMLFormElement>) => {
    event.preventDefault();
    const found = wrongWith(closing, currency);
    setWrong(found);
    if (Object.keys(found).length > 0) return focusWrong(event.currentTarget);
    void close(props, closing, currency);
  };
  return { closing, set, errorOf, submit };
}

/** Nothing leaves the list but by an outcome with what it needs. */
export function CloseSheet(props: Props) {
  const currency = props.lead.currency || settings.value.org?.currency || 'EUR';
  const { closing, set, errorOf, submit } = useClosing(props, currency);
  const part = { lead: props.lead, closing, set, errorOf, currency };
  return (
    <Sheet title={w('close.title')} onClose={props.onClose} testId="close-sheet">
      <form class="stack" onSubmit={submit} noValidate>
        <SelectField
          label={w('close.outcome')}
          value={closing.outcome}
          onValue={(outcome) => set({ outcome: outcome as Outcome })}
          options={OUTCOMES.map((value) => ({ value, label: closingWord(value) }))}
          hint={
            closing.outcome === 'unreachable'
              ? w('close.attempts', { count: attempts(props.lead) })
              : undefined
          }
          testId="close-outcome"
        />
        {closing.outcome === 'won' ? <SalePart {...part} /> : <ReasonPart {...part} />}
        <Button type="submit" tone="signal" size="lg" wide testId="close-save">
          {w('close.save')}
        </Button>
        <Button tone="quiet" wide onClick={() => start({ ...props, kind: 'later' })}>
          {w('close.later')}
        </Button>
      </form>
    </Sheet>
  );
}
