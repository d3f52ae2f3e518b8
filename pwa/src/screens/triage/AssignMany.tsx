import { useState } from 'preact/hooks';
import { settings } from '../../store';
import { Button } from '../../ui/Button';
import { SelectField, TextField } from '../../ui/Field';
import { AlertIcon } from '../../ui/icons';
import { Banner } from '../../ui/Notice';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import type { Id } from '../../wire';
import { nameOf } from '../shared/people';
import { useSending } from '../shared/sending';
import { assignMany, byFormerOwner, type Change, giveBack, type Outcome, reasons } from './assigning';
import { t } from './words';

const POOL = 'pool';
const personOf = (value: string): Id | null => (value === POOL ? null : value);

/** What would happen, before it does. */
const Effect = ({ outcome }: { outcome: Outcome }) => (
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
function announce(changed: readonly Change[], to: Id | null, onChanged: () => void): void {
  const who = to ? nameOf(to) : t('bulk.pool');
  toast(t('bulk.done', { count: changed.length, who }), () => {
    void giveBack(changed, t('bulk.undoReason')).then((count) => {
      onChanged();
      toast(t('bulk.undone', { count }));
    });
  });
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
  const ask = async (preview: boolean) => {
    const done = await sending.send(() => assignMany(ids, personOf(to), reason.trim(), preview));
    if (!done) return;
    if (preview) return setEffect(done.data);
    onClose();
    onChanged();
    announce(done.data.changed, personOf(to), onChanged);
  };
  return { ...sending, to, choose, reason, setReason, effect, ask };
}

const people = () => [
  ...settings.value.users
    .filter((user) => user.active !== false)
    .map(({ id, name }) => ({ value: id, label: name })),
  { value: POOL, label: t('bulk.pool') },
];

/** Two steps on purpose: see what would change, then do it. */
export function AssignMany(props: Props) {
  const { busy, failed, to, choose, reason, setReason, effect, ask } = useAssigning(props);
  const changes = effect?.changed.length ?? 0;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void ask(effect === null);
  };
  return (
    <Sheet title={t('bulk.title', { count: props.ids.length })} onClose={props.onClose} testId="assign-many">
      <form class="stack" onSubmit={submit}>
        {failed && (
          <Banner icon={AlertIcon} tone="danger" alert>
            {failed}
          </Banner>
        )}
        <SelectField
          label={t('bulk.to')}
          empty={t('bulk.choose')}
          options={people()}
          value={to}
          onValue={choose}
          testId="assign-to"
        />
        <TextField label={t('bulk.reason')} value={reason} onValue={setReason} />
        {effect && <Effect outcome={effect} />}
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
