import type { LeadView } from '../../store';
import { patchLead, rate, undo } from '../../store';
import { t } from '../../text';
import { RATING_ICONS, RATINGS, type Rating } from '../../ui/Rating';
import { toast } from '../../ui/Toast';
import { leadTitle } from '../shared/facts';
import { w } from './words';

/** Rates, and offers to take it back: unsent it never was, sent it becomes what it was before. */
async function rateWithUndo(lead: LeadView, rating: Rating): Promise<void> {
  const before = lead.fields.rating ?? null;
  const op = await rate(lead.id, rating);
  const name = leadTitle(lead.fields);
  const word = t(`rating.${rating}`);
  toast(name ? w('sheet.rated', { name, rating: word }) : word, async () => {
    if (!(await undo(op))) await patchLead(lead.id, { rating: before });
  });
}

/** Three big blocks, told apart by word, shape and colour; one tap rates and is done. */
export const RatingBar = ({ lead, onDone }: { lead: LeadView; onDone: () => void }) => (
  <fieldset class="rating-bar">
    <legend class="sr-only">{w('sheet.rate')}</legend>
    {RATINGS.map((rating) => {
      const Glyph = RATING_ICONS[rating];
      return (
        <button
          type="button"
          key={rating}
          class={`rate rate-${rating}`}
          aria-pressed={lead.fields.rating === rating}
          data-testid={`rate-${rating}`}
          onClick={() => {
            void rateWithUndo(lead, rating);
            onDone();
          }}
        >
          <Glyph />
          {t(`rating.${rating}`)}
        </button>
      );
    })}
  </fieldset>
);
