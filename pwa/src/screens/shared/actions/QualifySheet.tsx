import type { TargetedEvent } from 'preact';
import { useState } from 'preact/hooks';
import { qualify } from '../../../store/followups';
import type { LeadView } from '../../../store/types';
import { Button } from '../../../ui/Button';
import { SelectField, TextField } from '../../../ui/Field';
import { Sheet } from '../../../ui/Sheet';
import { toast } from '../../../ui/Toast';
import type { Question } from '../../../wire';
import { focusWrong } from '../focusWrong';
import {
  AUTHORITIES,
  BUDGETS,
  type Draft,
  NEEDS,
  newDraft,
  qualifyBody,
  questionsOf,
  wrongAnswers,
} from '../judging/qualifying';
import { j } from '../judging/words';
import { showOf } from '../people';
import { w } from '../words';
import { takeBack } from './actions';

interface Props {
  lead: LeadView;
  onClose: () => void;
  onDone: () => void;
}

interface PartProps {
  draft: Draft;
  set: (name: string, value: string) => void;
}

const House = ({ draft, set }: PartProps) => (
  <>
    <div class="pair">
      <SelectField
        label={j('qualify.need')}
        empty="–"
        value={draft.need ?? ''}
        onValue={(value) => set('need', value)}
        options={NEEDS.map((value) => ({ value, label: j(`qualify.need.${value}`) }))}
        testId="qualify-need"
      />
      <SelectField
        label={j('qualify.budget')}
        empty="–"
        value={draft.budget ?? ''}
        onValue={(value) => set('budget', value)}
        options={BUDGETS.map((value) => ({ value, label: j(`qualify.budget.${value}`) }))}
        testId="qualify-budget"
      />
    </div>
    <div class="pair">
      <SelectField
        label={j('qualify.authority')}
        empty="–"
        value={draft.authority ?? ''}
        onValue={(value) => set('authority', value)}
        options={AUTHORITIES.map((value) => ({ value, label: j(`qualify.authority.${value}`) }))}
        testId="qualify-authority"
      />
      <TextField
        label={j('qualify.decision_by')}
        type="date"
        value={draft.decision_by ?? ''}
        onValue={(value) => set('decision_by', value)}
        testId="qualify-decision"
      />
    </div>
    <TextField
      label={j('qualify.timeline')}
      value={draft.timeline ?? ''}
      onValue={(value) => set('timeline', value)}
      testId="qualify-timeline"
    />
  </>
);

const optionsOf = ({ kind, choices = [] }: Question) =>
  kind === 'yes_no'
    ? (['yes', 'no'] as const).map((value) => ({ value, label: j(`qualify.${value}`) }))
    : choices.map((value) => ({ value, label: value }));

/** One question of the show, in the form its kind asks for. */
function Asked({ question, draft, set, wrong }: PartProps & { question: Question; wrong: boolean }) {
  const { id, kind, label = question.text ?? id } = question;
  const field = {
    label,
    value: draft[id] ?? '',
    onValue: (value: string) => set(id, value),
    testId: `q-${id}`,
  };
  if (kind === 'choice' || kind === 'yes_no')
    return <SelectField {...field} empty="–" options={optionsOf(question)} />;
  return (
    <TextField
      {...field}
      inputMode={kind === 'number' ? 'decimal' : 'text'}
      error={wrong ? j('qualify.number') : undefined}
    />
  );
}

/** Need, money, say and time, and what the show asks: each line by itself, none of them a must. */
export function QualifySheet({ lead, onClose, onDone }: Props) {
  const show = showOf(lead.event);
  const [before] = useState(() => newDraft(lead.fields, show));
  const [draft, setDraft] = useState(before);
  const [wrong, setWrong] = useState<readonly string[]>([]);
  const set = (name: string, value: string) => setDraft((now) => ({ ...now, [name]: value }));
  const submit = async (event: TargetedEvent<HTMLFormElement>) => {
    event.preventDefault();
    const faults = wrongAnswers(draft, show);
    setWrong(faults);
    if (faults.length > 0) return focusWrong(event.currentTarget);
    const body = qualifyBody(before, draft, show);
    if (!body) return onClose();
    const op = await qualify(lead.id, lead.rev, body);
    onDone();
    toast(j('qualify.saved'), () => void takeBack(op, () => toast(w('ui.alreadySent'))));
  };
  return (
    <Sheet title={j('qualify.title')} onClose={onClose} testId="qualify-sheet">
      <form class="stack" onSubmit={submit} noValidate>
        <p class="muted">{j('qualify.text')}</p>
        <House draft={draft} set={set} />
        {questionsOf(show).map((question) => (
          <Asked
            key={question.id}
            question={question}
            draft={draft}
            set={set}
            wrong={wrong.includes(question.id)}
          />
        ))}
        <Button type="submit" tone="signal" size="lg" wide testId="qualify-save">
          {j('qualify.save')}
        </Button>
      </form>
    </Sheet>
  );
}
