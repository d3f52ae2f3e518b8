import type { LeadView } from '../../store';
import { t } from '../../text';
import { formatTime } from '../../text/format';
import { Pill } from '../../ui/Chip';
import { AlertIcon, EditIcon, WaitingIcon } from '../../ui/icons';
import { isRating, RatingPill } from '../../ui/Rating';
import { leadTitle, text } from '../shared/facts';
import { wantsLook } from './facts';
import { Thumb } from './Thumb';

const States = ({ lead }: { lead: LeadView }) => (
  <span class="row-states">
    {isRating(lead.fields.rating) && <RatingPill rating={lead.fields.rating} />}
    {lead.refused > 0 && (
      <Pill tone="danger" icon={AlertIcon}>
        {t('mine.refused')}
      </Pill>
    )}
    {lead.unsent > 0 && <Pill icon={WaitingIcon}>{t('mine.notSent')}</Pill>}
    {wantsLook(lead) && <Pill icon={EditIcon}>{t('mine.toCheck')}</Pill>}
  </span>
);

/** One lead in a list: picture, who, when, and what is still open about it. */
export const LeadRow = ({ lead, onOpen }: { lead: LeadView; onOpen: (id: string) => void }) => (
  <button
    type="button"
    class="lead-row"
    data-testid="lead-row"
    data-lead={lead.id}
    onClick={() => onOpen(lead.id)}
  >
    <Thumb lead={lead} />
    <span class="row-words">
      <strong>{leadTitle(lead.fields) || t('lead.unnamed')}</strong>
      <span class="muted">
        {[formatTime(lead.captured_at), text(lead.fields, 'company')].filter(Boolean).join(' · ')}
      </span>
      <States lead={lead} />
    </span>
  </button>
);
