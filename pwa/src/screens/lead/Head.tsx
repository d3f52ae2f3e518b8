import { mayAssign } from '../../access';
import { rate } from '../../store';
import type { LeadView } from '../../store/types';
import { t } from '../../text';
import { formatDay, formatMoney } from '../../text/format';
import { Button } from '../../ui/Button';
import { Pill } from '../../ui/Chip';
import {
  AlertIcon,
  CallIcon,
  DoneIcon,
  DownIcon,
  DownloadIcon,
  MachineIcon,
  NoteIcon,
  PersonIcon,
  ReadyIcon,
  SnoozeIcon,
  UndoIcon,
  WaitingIcon,
} from '../../ui/icons';
import { ClassMark, isRating, RATING_ICONS, RATINGS, RatingPill } from '../../ui/Rating';
import { start } from '../shared/actions/actions';
import { escalated, isProvisional, leadTitle, newestNote, roleLine } from '../shared/facts';
import { closingWord, statusWord } from '../shared/labels';
import { now } from '../shared/now';
import { myRoles, nameOf } from '../shared/people';
import { permitted, refusalOf, refusalText } from '../shared/refusal';
import { w } from '../shared/words';
import { vcard, vcardName } from './vcard';

function save(lead: LeadView): void {
  const closed = lead.dnc.map((channel) => refusalOf(lead, channel)).filter((one) => one !== null);
  const note = [...closed.map(refusalText), newestNote(lead)?.text ?? ''].filter(Boolean).join('\n');
  const file = new Blob([vcard(permitted(lead), note)], { type: 'text/vcard' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = vcardName(lead.fields);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

const Ending = ({ lead }: { lead: LeadView }) => {
  if (lead.status === 5 && lead.outcome) {
    const when = lead.closed_at === null ? '' : formatDay(lead.closed_at, now.value);
    return <Pill icon={ReadyIcon}>{w('lead.closed', { outcome: closingWord(lead.outcome), when })}</Pill>;
  }
  if (lead.track === 'nurture' && lead.wake_at)
    return <Pill>{w('lead.parked', { when: formatDay(lead.wake_at, now.value) })}</Pill>;
  return <Pill>{statusWord(lead.status)}</Pill>;
};

const Escalated = ({ lead }: { lead: LeadView }) => {
  const late = escalated(lead);
  return (
    late && (
      <Pill tone="danger" icon={AlertIcon}>
        {w(`escalation.${late.action}`)}
      </Pill>
    )
  );
};

const Facts = ({ lead }: { lead: LeadView }) => (
  <p class="pills">
    {lead.class && <ClassMark value={lead.class} />}
    {isRating(lead.fields.rating) && <RatingPill rating={lead.fields.rating} />}
    <Ending lead={lead} />
    <Pill icon={PersonIcon}>{lead.owner ? nameOf(lead.owner) : w('lead.pool')}</Pill>
    {isProvisional(lead) && <Pill icon={WaitingIcon}>{w('lead.provisional')}</Pill>}
    {lead.acting && <Pill icon={SnoozeIcon}>{w('lead.acting', { who: nameOf(lead.acting) })}</Pill>}
    <Escalated lead={lead} />
    {lead.sales_ready && (
      <Pill tone="signal" icon={ReadyIcon}>
        {w('lead.ready')}
      </Pill>
    )}
    {lead.worth !== null && lead.worth > 0 && <Pill>{formatMoney(lead.worth, lead.currency || 'EUR')}</Pill>}
    {lead.unsent > 0 && <Pill icon={WaitingIcon}>{w('lead.unsent')}</Pill>}
  </p>
);

const Why = ({ lead }: { lead: LeadView }) =>
  lead.class_why.length > 0 ? (
    <details class="why">
      <summary>
        <MachineIcon />
        {w('lead.why', { class: lead.class ?? '?' })}
        <span class="turn">
          <DownIcon />
        </span>
      </summary>
      <ul>
        {lead.class_why.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </details>
  ) : null;

const Rate = ({ lead }: { lead: LeadView }) => (
  <fieldset class="lead-rate">
    <legend class="sr-only">{w('lead.rate')}</legend>
    {RATINGS.map((rating) => {
      const Glyph = RATING_ICONS[rating];
      return (
        <button
          key={rating}
          type="button"
          class={`lead-rate-${rating}`}
          aria-pressed={lead.fields.rating === rating}
          onClick={() => void rate(lead.id, rating)}
          data-testid={`rate-${rating}`}
        >
          <Glyph />
          {t(`rating.${rating}`)}
        </button>
      );
    })}
  </fieldset>
);

const More = ({ lead }: { lead: LeadView }) => (
  <div class="lead-more">
    <Button icon={NoteIcon} onClick={() => start({ kind: 'note', lead })} testId="lead-note">
      {w('lead.note')}
    </Button>
    <Button icon={CallIcon} onClick={() => start({ kind: 'prep', lead })} testId="lead-prep">
      {w('lead.prep')}
    </Button>
    {lead.status < 5 && (
      <>
        <Button icon={SnoozeIcon} onClick={() => start({ kind: 'later', lead })} testId="lead-later">
          {w('lead.later')}
        </Button>
        <Button
          icon={DoneIcon}
          onClick={() => start({ kind: 'close', lead, outcome: 'won' })}
          testId="lead-close"
        >
          {w('lead.close')}
        </Button>
      </>
    )}
    {mayAssign(myRoles()) && (
      <>
        <Button icon={PersonIcon} onClick={() => start({ kind: 'assign', lead })} testId="lead-assign">
          {w('lead.assign')}
        </Button>
        <Button onClick={() => start({ kind: 'classify', lead })} testId="lead-classify">
          {w('lead.class')}
        </Button>
        <Button onClick={() => start({ kind: 'status', lead })} testId="lead-status">
          {w('lead.status')}
        </Button>
      </>
    )}
    <Button icon={DownloadIcon} onClick={() => save(lead)} testId="lead-vcard">
      {w('lead.vcard')}
    </Button>
    {lead.status === 5 && (
      <Button icon={UndoIcon} onClick={() => start({ kind: 'reopen', lead })} testId="lead-reopen">
        {w('lead.reopen')}
      </Button>
    )}
  </div>
);

/** Who it is and how the lead stands. */
export const Head = ({ lead }: { lead: LeadView }) => (
  <header class="lead-head">
    <h1 data-testid="lead-name">{leadTitle(lead.fields) || t('lead.unnamed')}</h1>
    <p class="muted">{roleLine(lead.fields)}</p>
    <Facts lead={lead} />
    <Why lead={lead} />
  </header>
);

/** What else can be done with it. */
export const Tools = ({ lead }: { lead: LeadView }) => (
  <div class="lead-tools">
    <Rate lead={lead} />
    <More lead={lead} />
  </div>
);
