import type { ComponentChildren } from 'preact';
import { mayAssign } from '../../access';
import { takeOwnerBack } from '../../store/followups';
import type { LeadView } from '../../store/types';
import { formatMoment } from '../../text/format';
import { Button } from '../../ui/Button';
import {
  CallIcon,
  type Icon,
  MachineIcon,
  MailIcon,
  MineIcon,
  NoteIcon,
  PersonIcon,
  ReadyIcon,
  UndoIcon,
} from '../../ui/icons';
import { toast } from '../../ui/Toast';
import type { Capture, Touch } from '../../wire';
import { channelWord, closingWord, outcomeWord } from '../shared/labels';
import { now } from '../shared/now';
import { myId, myRoles, nameOf } from '../shared/people';
import { w } from '../shared/words';
import { type Moment, timeline } from './timeline';

interface Told {
  icon: Icon;
  title: string;
  text?: ComponentChildren;
  by?: string | null;
}

function tellTouch(touch: Touch): Told {
  const what = { channel: channelWord(touch.channel), outcome: outcomeWord(touch.outcome) };
  return {
    icon: touch.channel === 'email' ? MailIcon : touch.channel === 'call' ? CallIcon : PersonIcon,
    title: w(touch.auto ? 'time.touchAuto' : 'time.touch', what),
    text: touch.note,
    by: touch.auto ? null : touch.by,
  };
}

function tellCapture(capture: Capture): Told {
  const who = nameOf(capture.by);
  if (capture.kind === 'badge_qr' || capture.kind === 'badge_barcode')
    return { icon: MineIcon, title: w('time.badge', { who }) };
  if (capture.kind === 'voice') return { icon: NoteIcon, title: w('time.voice', { who }) };
  if (capture.kind === 'manual') return { icon: NoteIcon, title: w('time.manual', { who }) };
  return { icon: MineIcon, title: w('time.captured', { who }) };
}

function tellAssigned(moment: Extract<Moment, { kind: 'assigned' }>): Told {
  const { to, by, how, why } = moment;
  if (how === 'undo' && to !== null)
    return { icon: UndoIcon, title: w('time.undone', { who: nameOf(to) }), text: why, by };
  if (to === null) return { icon: PersonIcon, title: w('time.pooled'), text: why, by };
  const key = how === 'claim' ? 'time.claimed' : 'time.assigned';
  return { icon: PersonIcon, title: w(key, { who: nameOf(to) }), text: why, by: by === to ? null : by };
}

function tell(moment: Moment): Told {
  switch (moment.kind) {
    case 'touch':
      return tellTouch(moment.touch);
    case 'note':
      return { icon: NoteIcon, title: w('time.note', { who: nameOf(moment.by) }), text: moment.text };
    case 'capture':
      return tellCapture(moment.capture);
    case 'reading':
      return {
        icon: MachineIcon,
        title: w('time.reading', { percent: Math.round(moment.confidence * 100) }),
      };
    case 'assigned':
      return tellAssigned(moment);
    case 'closed':
      return {
        icon: ReadyIcon,
        title: w('time.closed', { outcome: closingWord(moment.outcome) }),
        text: moment.reason,
      };
  }
}

async function takeBack(lead: LeadView, change: string): Promise<void> {
  await takeOwnerBack(lead.id, change);
  toast(w('time.tookBack'));
}

/** The rules' words behind a change of owner, and the way back for whoever may take it. */
const Owned = ({ lead, moment }: { lead: LeadView; moment: Extract<Moment, { kind: 'assigned' }> }) => {
  const { undo, trail, by } = moment;
  const may = undo !== null && (mayAssign(myRoles()) || by === myId());
  return (
    <>
      {trail.length > 1 && (
        <details class="why">
          <summary>{w('time.trail')}</summary>
          <ul>
            {trail.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </details>
      )}
      {may && undo !== null && (
        <Button icon={UndoIcon} tone="quiet" onClick={() => void takeBack(lead, undo)} testId="owner-undo">
          {w('time.takeBack')}
        </Button>
      )}
    </>
  );
};

function Entry({ lead, moment }: { lead: LeadView; moment: Moment }) {
  const { icon: Glyph, title, text, by } = tell(moment);
  return (
    <li class="moment">
      <span class="moment-icon">
        <Glyph />
      </span>
      <div>
        <strong>{title}</strong>
        {text && <p class="moment-text">{text}</p>}
        <p class="muted num">
          {formatMoment(moment.at, now.value)}
          {by ? ` · ${w('time.by', { who: nameOf(by) })}` : ''}
        </p>
        {moment.kind === 'assigned' && <Owned lead={lead} moment={moment} />}
      </div>
    </li>
  );
}

/** Everything that happened, newest first. */
export const Timeline = ({ lead }: { lead: LeadView }) => (
  <section class="panel" aria-labelledby="lead-timeline">
    <h2 id="lead-timeline">{w('lead.timeline')}</h2>
    <ol class="timeline" data-testid="timeline">
      {timeline(lead).map((moment) => (
        <Entry key={`${moment.kind}${moment.id}`} lead={lead} moment={moment} />
      ))}
    </ol>
  </section>
);
