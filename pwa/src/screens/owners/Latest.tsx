import { formatDay } from '../../text/format';
import { Button } from '../../ui/Button';
import { UndoIcon } from '../../ui/icons';
import { toast } from '../../ui/Toast';
import type { Loaded } from '../setup/loading';
import { t } from '../shared/absence/words';
import { now } from '../shared/now';
import { nameOf } from '../shared/people';
import { problemText } from '../shared/problem';
import { type Handover, takeBack } from './owners';

const receivers = ({ to }: Handover): string => (to.length > 0 ? to.map(nameOf).join(', ') : t('hand.rules'));

const Row = ({ done, onUndo }: { done: Handover; onUndo: () => void }) => (
  <li class="handover" data-testid="handover-row">
    <p>
      <strong>
        {t('hand.row', {
          from: nameOf(done.from),
          to: receivers(done),
          when: formatDay(Date.parse(done.at), now.value),
        })}
      </strong>
      <span class="muted block">
        {t('hand.moved', { count: done.moved })} · {t(`hand.state.${done.state}`)} · {done.reason}
      </span>
    </p>
    {done.state === 'done' && (
      <Button icon={UndoIcon} onClick={onUndo} testId="handover-undo">
        {t('hand.undo')}
      </Button>
    )}
  </li>
);

/** What was handed over lately, each with the way back. */
export function Latest({ of, onChanged }: { of: Loaded<Handover[]>; onChanged: () => void }) {
  const undo = async (id: string) => {
    const back = await takeBack(id);
    toast(back.ok ? t('hand.undone', { count: back.data.returned }) : problemText(back));
    onChanged();
  };
  if (!of.data || of.data.length === 0) return null;
  return (
    <section aria-labelledby="latest-handovers">
      <h2 id="latest-handovers">{t('hand.latest')}</h2>
      <ul class="handovers">
        {of.data.map((done) => (
          <Row key={done.id} done={done} onUndo={() => void undo(done.id)} />
        ))}
      </ul>
    </section>
  );
}
