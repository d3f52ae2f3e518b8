import { useState } from 'preact/hooks';
import { CheckField, SelectField, TextField } from '../../../ui/Field';
import { purposeWord } from '../../shared/labels';
import { Form } from '../Form';
import { freeKey, numberOf, withChannel } from './lists';
import type { PlanStep } from './wire';
import { howWord, s, worded } from './words';

const CHANNELS = ['call', 'email', 'letter', 'sms', 'meeting', 'task'];
const ANCHORS = ['captured', 'connect', 'info_sent', 'prev', 'wake', 'sale'];
const options = (codes: readonly string[], word: (code: string) => string) =>
  codes.map((value) => ({ value, label: word(value) }));

interface Props {
  step: PlanStep;
  isNew: boolean;
  steps: readonly PlanStep[];
  purposes: readonly string[];
  onClose: () => void;
  onKeep: (step: PlanStep) => void;
}

interface Hours {
  offset: string;
  earliest: string;
}

const Timing = ({
  step,
  hours,
  set,
  setHours,
}: {
  step: PlanStep;
  hours: Hours;
  set: (change: Partial<PlanStep>) => void;
  setHours: (change: Partial<Hours>) => void;
}) => (
  <>
    <SelectField
      label={s('step.anchor')}
      value={step.anchor}
      onValue={(anchor) => set({ anchor })}
      options={options(ANCHORS, (code) => worded('anchor', code))}
    />
    <div class="pair">
      <TextField
        label={s('step.offset')}
        hint={s('step.offset.hint')}
        inputMode="decimal"
        value={hours.offset}
        onValue={(offset) => setHours({ offset })}
        testId="step-offset"
      />
      <SelectField
        label={s('step.unit')}
        value={step.unit}
        onValue={(unit) => set({ unit })}
        options={options(['elapsed', 'working', 'day'], (code) => worded('unit', code))}
      />
    </div>
    {step.unit === 'elapsed' && (
      <TextField
        label={s('step.not_before')}
        inputMode="decimal"
        value={hours.earliest}
        onValue={(earliest) => setHours({ earliest })}
      />
    )}
    <SelectField
      label={s('step.stop_on')}
      value={step.stop_on}
      onValue={(stop_on) => set({ stop_on })}
      options={options(['connect', 'reply', 'none'], (code) => worded('stop', code))}
    />
  </>
);

/** One step: what for, how, when, and what makes it unnecessary. */
export function StepForm({ step: begun, isNew, steps, purposes, onClose, onKeep }: Props) {
  const [step, setStep] = useState(begun);
  const [hours, setHours] = useState<Hours>({
    offset: String(begun.offset_h),
    earliest: begun.not_before_h === null ? '' : String(begun.not_before_h),
  });
  const [wrong, setWrong] = useState(false);
  const set = (change: Partial<PlanStep>) => setStep((before) => ({ ...before, ...change }));
  const keep = () => {
    const offset = numberOf(hours.offset);
    if (offset === null) return setWrong(true);
    const not_before_h = step.unit === 'elapsed' ? numberOf(hours.earliest) : null;
    onKeep({ ...step, offset_h: offset, not_before_h });
    onClose();
  };
  return (
    <Form
      title={isNew ? s('step.new') : purposeWord(begun.purpose)}
      busy={false}
      failed={wrong ? s('wrong') : ''}
      onClose={onClose}
      onSubmit={keep}
      testId="step-form"
    >
      <SelectField
        label={s('step.purpose')}
        value={step.purpose}
        onValue={(purpose) => set(isNew ? { purpose, key: freeKey(purpose, steps) } : { purpose })}
        options={options([...new Set([step.purpose, ...purposes])], purposeWord)}
      />
      <SelectField
        label={s('step.channel')}
        value={step.channel}
        onValue={(channel) => setStep(withChannel(step, channel))}
        options={options(CHANNELS, howWord)}
        testId="step-channel"
      />
      <Timing
        step={step}
        hours={hours}
        set={set}
        setHours={(change) => setHours((before) => ({ ...before, ...change }))}
      />
      {step.purpose === 'call' && (
        <CheckField
          label={s('step.if_unanswered')}
          checked={step.if_unanswered}
          onChecked={(if_unanswered) => set({ if_unanswered })}
        />
      )}
      {step.channel === 'email' && (
        <CheckField label={s('step.auto')} checked={step.auto} onChecked={(auto) => set({ auto })} />
      )}
    </Form>
  );
}
