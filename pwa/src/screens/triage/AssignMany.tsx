import { useState } from 'preact/hooks';
import { settings } from '../../store';
import { Button } from '../../ui/Button';
import { SelectField, TextField } from '../../ui/Field';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import type { Id } from '../../wire';
import { Failed } from '../shared/Failed';
import { nameOf } from '../shared/people';
import { problemText } from '../shared/problem';
import { useSending } from '../shared/sending';
import {
  assignMany,
  byFormerOwner,
  type Outcome,
  previewMany,
  reasons,
  type Target,
  undoMany,
} from './assigning';
import { t } from './words';

const POOL = 'pool';
const RULES = 'rules';
const targetOf = (value: string): Target =>
  value === RULES ? { by_rule: true } : { to: value === POOL ? null : value };
const nameOfTarget = (value: string): string => {
  if (value === RULES) return t('bulk.rules');
  return value === POOL ? t('bulk.pool') : nameOf(value);
};

/** What would happen, before it does. */
const Effect = ({ outcome, byRule }: { outcome: Outcome; byRule: boolean }) => (
  <div class="effect" data-testid="assign-preview">
    <p>
      <strong>
        {outcome.changed.length === 0
          ? t('bulk.nothing')
          : t('bulk.changes', { count: outcome.changed.length })}
      </strong>
    </p>
    <ul>
      {[...byFormerOwner(outcome.changed)].map(([from, ids]) => (
        <li key={from}>{t('bulk.fromTo', { count: ids.length, from: nameOf(from) })}</li>
      ))}
    </ul>
    {byRule && (
      <ul>
        {outcome.people.map(({ id, name, count, why }) => (
          <li key={id ?? POOL}>
            <strong>{t('bulk.gets', { who: name ?? t('bulk.pool'), count })}</strong>
            {why.map((one) => (
              <span class="muted block" key={one.words}>
                <span class="num">{one.count} ×</span> {one.words}
              </span>
            ))}
          </li>
        ))}
      </ul>
    )}
    {outcome.skipped.length > 0 && (
      <>
        <p>{t('bulk.skips', { count: outcome.skipped.length })}</p>
        <ul>
          {reasons(outcome.skipped).map(({ text, count }) => (
            <li key={text}>
              <span class="num">{count}</span> · {text}
            </li>
          ))}
        </ul>
      </>
    )}
  </div>
);

/** Says it is done and offers to give every lead back to whom it belonged. */
function announce({ changed, batch }: Outcome, who: string, onChanged: () => void): void {
  const undo = async () => {
    const back = batch ? await undoMany(batch) : null;
    onChanged();
    if (back?.ok) toast(t('bulk.undone', { count: back.data.changed.length }));
    else if (back) toast(problemText(back));
  };
  toast(t('bulk.done', { count: changed.length, who }), () => void undo());
}

interface Props {
  ids: readonly Id[];
  onClose: () => void;
  /** The list must be read again. */
  onChanged: () => void;
}

function useAssigning({ ids, onClose, onChanged }: Props) {
  const sending = useSending();
  const [to, setTo] = useState('');
  const [reason, setReason] = useState('');
  const [effect, setEffect] = useState<Outcome | null>(null);
  const choose = (value: string) => {
    setTo(value);
    setEffect(null);
  };
  const look = async () => {
    const shown = await sending.send(() => previewMany(ids, targetOf(to), reason.trim()));
    if (shown) setEffect(shown.data);
  };
  const go = async (seen: string) => {
    const done = await sending.send(() => assignMany(ids, targetOf(to), reason.trim(), seen));
    // what changed meanwhile is shown before it is done
    if (!done) return setEffect(null);
    onClose();
    onChanged();
    announce(done.data, nameOfTarget(to), onChanged);
  };
  return { ...sending, to, choose, reason, setReason, effect, look, go };
}

const people = () => [
  ...settings.value.users
    .filter((user) => user.active !== false)
    .map(({ id, name }) => ({ value: id, label: name })),
  { value: POOL, label: t('bulk.pool') },
  { value: RULES, label: t('bulk.rules') },
];

/** Two steps on purpose: see what would change, then do it. */
export function AssignMany(props: Props) {
  const { busy, failed, to, choose, reason, setReason, effect, look, go } = useAssigning(props);
  const changes = effect?.changed.length ?? 0;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void (effect ? go(effect.seen) : look());
  };
  return (
    <Sheet title={t('bulk.title', { count: props.ids.length })} onClose={props.onClose} testId="assign-many">
      <form class="stack" onSubmit={submit}>
        <Failed why={failed} />
        <SelectField
          label={t('bulk.to')}
          empty={t('bulk.choose')}
          options={people()}
          value={to}
          onValue={choose}
          testId="assign-to"
        />
        <TextField label={t('bulk.reason')} value={reason} onValue={setReason} />
        {effect && <Effect outcome={effect} byRule={to === RULES} />}
        <Button
          type="submit"
          tone={effect ? 'signal' : 'plain'}
          size="lg"
          wide
          disabled={busy || !to || (effect !== null && changes === 0)}
          testId="assign-go"
        >
          {effect ? t('bulk.apply', { count: changes }) : t('bulk.preview')}
        </Button>
      </form>
    </Sheet>
  );
}
