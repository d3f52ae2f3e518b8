import { useState } from 'preact/hooks';
import { Button } from '../../ui/Button';
import { SelectField, TextField } from '../../ui/Field';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import { t } from '../shared/absence/words';
import { Failed } from '../shared/Failed';
import { useSending } from '../shared/sending';
import { type Effect, handOver, type Owner, previewOf, takeBack } from './owners';

interface Props {
  person: Owner;
  others: readonly Owner[];
  onClose: () => void;
  /** The list must be read again. */
  onChanged: () => void;
}

const Shares = ({ effect }: { effect: Effect }) => (
  <div class="effect" data-testid="hand-preview">
    <p>
      <strong>{t('hand.total', { count: effect.total })}</strong>
    </p>
    <ul>
      {effect.people.map(({ id, name, count, why }) => (
        <li key={id ?? 'pool'}>
          <strong>{t('hand.gets', { who: name ?? t('hand.pool'), count })}</strong>
          {why.map((one) => (
            <span class="muted block" key={one.words}>
              <span class="num">{one.count} ×</span> {one.words}
            </span>
          ))}
        </li>
      ))}
    </ul>
  </div>
);

function useHandingOver({ person, onClose, onChanged }: Props) {
  const sending = useSending();
  const [to, setTo] = useState('');
  const [reason, setReason] = useState('');
  const [effect, setEffect] = useState<Effect | null>(null);
  const receivers = to ? [to] : [];
  const choose = (value: string) => {
    setTo(value);
    setEffect(null);
  };
  const look = async () => {
    const seen = await sending.send(() => previewOf(person.id, receivers));
    if (seen) setEffect(seen.data);
  };
  const undo = async (id: string) => {
    const back = await takeBack(id);
    if (back.ok) toast(t('hand.undone', { count: back.data.returned }));
    onChanged();
  };
  const go = async () => {
    const done = await sending.send(() => handOver(person.id, receivers, reason.trim()));
    if (!done) return;
    const { id, moved, state } = done.data;
    onClose();
    onChanged();
    if (state === 'running') toast(t('hand.running', { count: moved }));
    else toast(t('hand.done', { count: moved }), () => void undo(id));
  };
  return { ...sending, to, choose, reason, setReason, effect, look, go };
}

/** Two steps on purpose: see who gets what, then do it. */
export function HandOverSheet(props: Props) {
  const { busy, failed, errors, to, choose, reason, setReason, effect, look, go } = useHandingOver(props);
  const options = props.others.map(({ id, name }) => ({ value: id, label: name }));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void (effect ? go() : look());
  };
  return (
    <Sheet title={t('hand.title', { name: props.person.name })} onClose={props.onClose} testId="hand-sheet">
      <form class="stack" onSubmit={submit} noValidate>
        <p class="muted">{t('hand.text')}</p>
        <Failed why={failed} />
        <SelectField
          label={t('hand.to')}
          empty={t('hand.rules')}
          options={options}
          value={to}
          onValue={choose}
          error={errors.to}
          testId="hand-to"
        />
        <TextField
          label={t('hand.reason')}
          value={reason}
          onValue={setReason}
          error={errors.reason}
          testId="hand-reason"
        />
        {effect && <Shares effect={effect} />}
        <Button
          type="submit"
          tone={effect ? 'signal' : 'plain'}
          size="lg"
          wide
          disabled={busy || !reason.trim() || effect?.total === 0}
          testId="hand-go"
        >
          {effect ? t('hand.do', { count: effect.total }) : t('hand.preview')}
        </Button>
      </form>
    </Sheet>
  );
}
