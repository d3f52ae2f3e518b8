import type { TargetedEvent } from 'preact';
import { useState } from 'preact/hooks';
import { settings } from '../../../store';
import { offer } from '../../../store/followups';
import type { LeadView } from '../../../store/types';
import { Button } from '../../../ui/Button';
import { TextField } from '../../../ui/Field';
import { Sheet } from '../../../ui/Sheet';
import { a } from '../agreed/words';
import { localDay } from '../days';
import { focusWrong } from '../focusWrong';
import { now } from '../now';
import { type Quoting, quoteBody, type WrongQuote, wrongQuote } from './quoting';
import { told } from './TextForm';

interface Props {
  lead: LeadView;
  onClose: () => void;
  onDone: () => void;
}

/** An offer made: its number, amount, date and document. */
export function QuoteSheet({ lead, onClose, onDone }: Props) {
  const [draft, setDraft] = useState<Quoting>({ number: '', amount: '', until: '', link: '' });
  const [wrong, setWrong] = useState<WrongQuote>({});
  const currency = lead.currency || settings.value.org?.currency || 'EUR';
  const fieldOf = (name: keyof Quoting) => ({
    value: draft[name],
    onValue: (value: string) => setDraft((before) => ({ ...before, [name]: value })),
    error: wrong[name] && a(`quote.${wrong[name]}`),
    testId: `quote-${name}`,
  });
  const submit = async (event: TargetedEvent<HTMLFormElement>) => {
    event.preventDefault();
    const found = wrongQuote(draft, currency);
    setWrong(found);
    if (Object.keys(found).length > 0) return focusWrong(event.currentTarget);
    const op = await offer(lead.id, quoteBody(draft, currency));
    onDone();
    told(a('quote.saved', { number: draft.number.trim() }), op);
  };
  return (
    <Sheet title={a('quote.title')} onClose={onClose} testId="quote-sheet">
      <form class="stack" onSubmit={submit} noValidate>
        <div class="pair">
          <TextField label={a('quote.number')} {...fieldOf('number')} />
          <TextField label={a('quote.amount', { currency })} inputMode="decimal" {...fieldOf('amount')} />
        </div>
        <TextField label={a('quote.until')} type="date" min={localDay(now.value)} {...fieldOf('until')} />
        <TextField label={a('quote.link')} type="url" {...fieldOf('link')} />
        <Button type="submit" tone="signal" size="lg" wide testId="quote-save">
          {a('quote.save')}
        </Button>
      </form>
    </Sheet>
  );
}
