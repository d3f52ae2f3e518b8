import type { ComponentChildren } from 'preact';
import type { LeadView } from '../../store/types';
import { t } from '../../text';
import { formatDay, formatFromNow, formatMoment, formatMoney } from '../../text/format';
import { Button, ButtonLink } from '../../ui/Button';
import { Pill } from '../../ui/Chip';
import { NextIcon, NoteIcon, WaitingIcon } from '../../ui/icons';
import { ClassMark, isRating, RatingPill } from '../../ui/Rating';
import { start } from '../shared/actions/actions';
import { openRequests, promised } from '../shared/agreed/standing';
import { CardThumb } from '../shared/CardThumb';
import { ContactBar } from '../shared/ContactBar';
import { Due } from '../shared/Due';
import {
  attempts,
  coveredFor,
  escalated,
  isProvisional,
  leadTitle,
  newestNote,
  roleLine,
  tags,
  text,
  touches,
} from '../shared/facts';
import { channelWord, outcomeWord, stepWord } from '../shared/labels';
import { now } from '../shared/now';
import { chipLabel, myId, nameOf, showOf } from '../shared/people';
import { w } from '../shared/words';
import type { Item } from './queue';

const Reading = ({ label, children }: { label: string; children: ComponentChildren }) => (
  <div class="reading">
    <dt class="label">{label}</dt>
    <dd>{children}</dd>
  </div>
);

/** Rating, chips and note of the booth: what to start the conversation with. */
function Said({ lead }: { lead: LeadView }) {
  const show = showOf(lead.event);
  const note = newestNote(lead);
  const wanted = text(lead.fields, 'interest_note');
  const chips = tags(lead.fields);
  const rating = lead.fields.rating;
  if (!note && !wanted && chips.length === 0 && !isRating(rating))
    return <p class="muted">{w('queue.nothingSaid')}</p>;
  return (
    <>
      <p class="pills">
        {isRating(rating) && <RatingPill rating={rating} />}
        {chips.map((slug) => (
          <Pill key={slug}>{chipLabel(show, slug)}</Pill>
        ))}
      </p>
      {wanted && <p>{wanted}</p>}
      {note && <blockquote class="said">{note.text}</blockquote>}
    </>
  );
}

function Met({ lead }: { lead: LeadView }) {
  const show = showOf(lead.event);
  const about = { when: formatMoment(lead.captured_at, now.value), who: nameOf(lead.captured_by) };
  const place = text(lead.fields, 'where_met');
  return (
    <>
      {show ? w('queue.metBy', { ...about, show: show.name }) : w('queue.metNowhere', about)}
      {place && <span class="block">{place}</span>}
    </>
  );
}

function Before({ lead }: { lead: LeadView }) {
  const last = touches(lead)[0];
  if (!last) return <span class="muted">{w('queue.noTouch')}</span>;
  const when = formatFromNow(last.at, now.value);
  return (
    <>
      <span>
        {w('queue.lastTouch', { outcome: outcomeWord(last.outcome), when })}
        <span class="muted"> · {w('queue.attempts', { count: attempts(lead) })}</span>
      </span>
      {last.note && <blockquote class="said">{last.note}</blockquote>}
    </>
  );
}

const Promised = ({ lead }: { lead: LeadView }) => {
  const due = promised(lead);
  if (!due) return null;
  const when = formatDay(due.due_at, now.value);
  return (
    <p class="promised">
      <strong>{w('queue.promised', { what: channelWord(due.channel), when })}</strong>
      {due.text && <span class="block">{due.text}</span>}
      {due.order > 0 && (
        <span class="block">
          {w('queue.order', { amount: formatMoney(due.order, lead.currency || 'EUR') })}
        </span>
      )}
    </p>
  );
};

/** Open questions: have the answers at hand before you call. */
const Wants = ({ lead }: { lead: LeadView }) => {
  const open = openRequests(lead);
  if (open.length === 0) return null;
  return (
    <Reading label={w('queue.wants')}>
      <ul>
        {open.map(({ id, text: asked }) => (
          <li key={id}>{asked}</li>
        ))}
      </ul>
    </Reading>
  );
};

/** Whose lead it is when it is not one's own, and how long it has waited. */
const Duty = ({ lead }: { lead: LeadView }) => {
  const absent = coveredFor(lead, myId());
  const late = escalated(lead);
  return (
    <>
      {absent && (
        <p class="promised" data-testid="covered">
          <strong>{w('queue.coverFor', { who: nameOf(absent) })}</strong>
          {lead.acting_why && <span class="block">{lead.acting_why}</span>}
        </p>
      )}
      {late && (
        <p class="promised" data-testid="escalation">
          <strong>{w(`escalation.${late.action}`)}</strong>
          <span class="block">{late.why}</span>
        </p>
      )}
    </>
  );
};

const Head = ({ item: { lead, step } }: { item: Item }) => (
  <header class="prospect-head">
    <div class="prospect-step">
      {lead.class && <ClassMark value={lead.class} />}
      {step && <strong>{stepWord(step)}</strong>}
      <Due at={step?.due_at} />
      {isProvisional(lead) && <Pill icon={WaitingIcon}>{w('lead.provisional')}</Pill>}
      {lead.unsent > 0 && <Pill icon={WaitingIcon}>{w('lead.unsent')}</Pill>}
    </div>
    <div class="prospect-who">
      <div>
        <h2 data-testid="prospect-name">{leadTitle(lead.fields) || t('lead.unnamed')}</h2>
        <p class="prospect-role">{roleLine(lead.fields)}</p>
      </div>
      <a href={`/lead/${lead.id}`} aria-label={w('queue.open')} title={w('queue.open')}>
        <CardThumb lead={lead} />
      </a>
    </div>
  </header>
);

interface Props {
  item: Item;
  onDone: () => void;
}

/** Everything needed to call well, on one sheet. */
export function Prospect({ item, onDone }: Props) {
  const { lead, step } = item;
  const why = step && 'why' in step ? step.why : '';
  return (
    <article class="prospect" data-testid="prospect" data-lead={lead.id}>
      <Head item={item} />
      <Duty lead={lead} />
      <Promised lead={lead} />
      <ContactBar lead={lead} onDone={onDone} keys />
      <dl class="readings">
        <Wants lead={lead} />
        <Reading label={w('queue.said')}>
          <Said lead={lead} />
        </Reading>
        <Reading label={w('queue.met')}>
          <Met lead={lead} />
        </Reading>
        <Reading label={w('queue.before')}>
          <Before lead={lead} />
        </Reading>
        {why && <Reading label={w('queue.why')}>{why}</Reading>}
      </dl>
      <Button tone="quiet" icon={NoteIcon} onClick={() => start({ kind: 'prep', lead })} testId="prepare">
        {w('queue.prepare')}
      </Button>
      <ButtonLink href={`/lead/${lead.id}`} tone="quiet" icon={NextIcon} testId="open-lead">
        {w('queue.open')}
      </ButtonLink>
    </article>
  );
}
