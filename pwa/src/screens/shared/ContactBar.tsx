import { useRef } from 'preact/hooks';
import { claim } from '../../store';
import { takeOwnerBack } from '../../store/followups';
import type { LeadView } from '../../store/types';
import { Button, ButtonLink } from '../../ui/Button';
import { CallIcon, DoneIcon, MailIcon, NotFitIcon, ReadyIcon, SnoozeIcon } from '../../ui/icons';
import { toast } from '../../ui/Toast';
import type { Channel, NextStep, Step } from '../../wire';
import { start, takeBack } from './actions/actions';
import { channelOf, dialLink, mailLink } from './contact';
import { leadTitle, nextStep } from './facts';
import { useKeys } from './keys';
import { type Refusal, refusalOf, refusalText } from './refusal';
import { w } from './words';

interface Props {
  lead: LeadView;
  /** Called when the lead is dealt with for now: the queue moves on. */
  onDone?: (() => void) | undefined;
  /** Keys C E S D N act while this bar is on screen. */
  keys?: boolean;
}

/** Says "mine" and tells that the server has the last word. */
export async function claimLead(lead: LeadView, onDone?: () => void): Promise<void> {
  const op = await claim(lead.id);
  onDone?.();
  const name = leadTitle(lead.fields);
  const said = navigator.onLine && lead.onServer ? w('claim.done', { name }) : w('claim.provisional');
  toast(said, () => void takeBack(op, () => takeOwnerBack(lead.id)));
}

interface ReachProps {
  channel: 'call' | 'email';
  href: string | null;
  refused: Refusal | null;
  first: boolean;
  onReach: () => void;
}

/** Opens the dialler and, in the same tap, the question how it went; or the mail to be written. */
function Reach({ channel, href, refused, first, onReach }: ReachProps) {
  if (refused)
    return (
      <p class="contact-refused" data-testid={`refused-${channel}`}>
        <NotFitIcon />
        {refusalText(refused)}
      </p>
    );
  const call = channel === 'call';
  const look = {
    icon: call ? CallIcon : MailIcon,
    size: 'lg',
    shortcut: call ? 'C' : 'E',
    testId: `act-${channel}`,
  } as const;
  if (!href)
    return (
      <Button {...look} disabled title={w(call ? 'act.noPhone' : 'act.noMail')}>
        {w(`act.${channel}`)}
      </Button>
    );
  const tone = first ? 'signal' : 'plain';
  return call ? (
    <ButtonLink {...look} tone={tone} href={href} onClick={onReach}>
      {w('act.call')}
    </ButtonLink>
  ) : (
    <Button {...look} tone={tone} onClick={onReach}>
      {w('act.email')}
    </Button>
  );
}

const Minor = ({
  lead,
  step,
  onDone,
  touch,
}: Props & { step: Step | NextStep | null; touch: () => void }) => (
  <>
    {step && (
      <Button
        icon={SnoozeIcon}
        shortcut="S"
        onClick={() => start({ kind: 'snooze', lead, step, onDone })}
        testId="act-snooze"
      >
        {w('act.snooze')}
      </Button>
    )}
    <Button icon={DoneIcon} shortcut="D" onClick={touch} testId="act-done">
      {w('act.done')}
    </Button>
    <Button
      icon={NotFitIcon}
      shortcut="N"
      onClick={() => start({ kind: 'close', lead, onDone })}
      testId="act-notfit"
    >
      {w('act.notFit')}
    </Button>
  </>
);

/** Everything two taps can do about a prospect. */
export function ContactBar({ lead, onDone, keys = false }: Props) {
  const bar = useRef<HTMLDivElement>(null);
  const step = nextStep(lead);
  const due = channelOf(step?.channel);
  const touch = (channel: Channel) => start({ kind: 'touch', lead, channel, step, onDone });
  const press = (name: string) => () =>
    bar.current?.querySelector<HTMLElement>(`[data-testid="act-${name}"]`)?.click();
  useKeys(
    keys
      ? {
          c: press('call'),
          e: press('email'),
          s: press('snooze'),
          d: press('done'),
          n: press('notfit'),
          m: press('claim'),
        }
      : {},
  );
  return (
    <div class="contact" ref={bar}>
      <div class="contact-main">
        {lead.owner === null && (
          <Button
            tone="signal"
            size="lg"
            icon={ReadyIcon}
            shortcut="M"
            onClick={() => void claimLead(lead, onDone)}
            testId="act-claim"
          >
            {w('act.claim')}
          </Button>
        )}
        <Reach
          channel="call"
          href={dialLink(lead)}
          refused={refusalOf(lead, 'call')}
          first={lead.owner !== null && due === 'call'}
          onReach={() => touch('call')}
        />
        <Reach
          channel="email"
          href={mailLink(lead, '')}
          refused={refusalOf(lead, 'email')}
          first={lead.owner !== null && due === 'email'}
          onReach={() => start({ kind: 'mail', lead, step, onDone })}
        />
      </div>
      <div class="contact-minor">
        <Minor lead={lead} step={step} onDone={onDone} touch={() => touch(due)} />
      </div>
    </div>
  );
}
