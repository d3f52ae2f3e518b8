import { useState } from 'preact/hooks';
import { leads } from '../../../store';
import type { LeadView } from '../../../store/types';
import { formatDay } from '../../../text/format';
import { SelectField, TextArea, TextField } from '../../../ui/Field';
import { leadTitle, text } from '../facts';
import { w } from '../words';
import { type Closing, originals, type Wrong } from './closing';

export interface PartProps {
  lead: LeadView;
  closing: Closing;
  set: (change: Partial<Closing>) => void;
  errorOf: (name: keyof Wrong) => string | undefined;
  currency: string;
}

export const SalePart = ({ closing, set, errorOf, currency }: PartProps) => (
  <>
    <div class="pair">
      <TextField
        label={w('close.value', { currency })}
        inputMode="decimal"
        value={closing.value}
        onValue={(value) => set({ value })}
        error={errorOf('value')}
        testId="close-value"
      />
      <TextField
        label={w('close.invoice')}
        value={closing.invoice}
        onValue={(invoice) => set({ invoice })}
        error={errorOf('invoice')}
        testId="close-invoice"
      />
    </div>
    <TextField
      label={w('close.link')}
      type="url"
      value={closing.link}
      onValue={(link) => set({ link })}
      error={errorOf('link')}
      testId="close-link"
    />
  </>
);

/** The lead a duplicate repeats, among those on this device. */
function OriginalPart({ lead, closing, set, errorOf }: PartProps) {
  const [typed, setTyped] = useState('');
  const found = originals(leads.value, lead, typed);
  const label = (one: LeadView) =>
    [leadTitle(one.fields), text(one.fields, 'company'), formatDay(one.captured_at)]
      .filter(Boolean)
      .join(' · ');
  return (
    <>
      <TextField
        label={w('close.original')}
        hint={w(found.length > 0 ? 'close.original.hint' : 'close.original.none')}
        type="search"
        value={typed}
        onValue={setTyped}
        testId="close-search"
      />
      <SelectField
        label={w('close.original.pick')}
        empty="…"
        value={closing.original}
        onValue={(original) => set({ original })}
        options={found.map((one) => ({ value: one.id, label: label(one) }))}
        error={errorOf('original')}
        testId="close-original"
      />
    </>
  );
}

const LostPart = ({ closing, set, errorOf }: PartProps) => (
  <div class="pair">
    <TextField
      label={w('close.objection')}
      value={closing.objection}
      onValue={(objection) => set({ objection })}
      error={errorOf('objection')}
      testId="close-objection"
    />
    <TextField
      label={w('close.competitor')}
      value={closing.competitor}
      onValue={(competitor) => set({ competitor })}
      testId="close-competitor"
    />
  </div>
);

export const ReasonPart = (props: PartProps) => {
  const { closing, set, errorOf } = props;
  return (
    <>
      <TextArea
        label={w('close.reason')}
        hint={w('close.reason.hint')}
        value={closing.reason}
        onValue={(reason) => set({ reason })}
        error={errorOf('reason')}
        testId="close-reason"
      />
      {closing.outcome === 'lost' && <LostPart {...props} />}
      {closing.outcome === 'duplicate' && <OriginalPart {...props} />}
    </>
  );
};
