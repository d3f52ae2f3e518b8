import { leads, undoCapture } from '../../store';
import { t } from '../../text';
import { formatTime } from '../../text/format';
import { Button } from '../../ui/Button';
import { UndoIcon } from '../../ui/icons';
import { isRating, RatingPill } from '../../ui/Rating';
import { toast } from '../../ui/Toast';
import { isMine } from '../booth/facts';
import { MemoButton } from '../booth/MemoButton';
import { Thumb } from '../booth/Thumb';
import { leadTitle } from '../shared/facts';
import { myId } from '../shared/people';
import { opened } from './take';

/** Older than this it belongs to the list, not under the thumb. */
const RECENT_MS = 12 * 3_600_000;

/** The last lead, one tap away: look again, take back, or add a memo while walking the visitor to the coffee. */
export function Peek() {
  const last = leads.value.find((lead) => isMine(lead, myId()));
  if (!last || last.captured_at < Date.now() - RECENT_MS) return null;
  const takeBack = async () => {
    await undoCapture(last.id);
    toast(t('scan.undone'));
  };
  const { rating } = last.fields;
  return (
    <section class="peek" aria-label={t('scan.last')} data-testid="peek">
      <button
        type="button"
        class="peek-open"
        data-testid="peek-open"
        onClick={() => {
          opened.value = { id: last.id };
        }}
      >
        <Thumb lead={last} />
        <span class="peek-words">
          <strong>{leadTitle(last.fields) || t('lead.unnamed')}</strong>
          <span class="num">{formatTime(last.captured_at)}</span>
          {isRating(rating) && <RatingPill rating={rating} />}
        </span>
      </button>
      <MemoButton lead={last.id} brief />
      <Button tone="quiet" icon={UndoIcon} onClick={takeBack} testId="peek-undo">
        {t('scan.undo')}
      </Button>
    </section>
  );
}
