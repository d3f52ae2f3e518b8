import type { LeadView } from '../../store/types';
import { formatMoment } from '../../text/format';
import { Pill } from '../../ui/Chip';
import { AlertIcon, DoneIcon, DownIcon, HistoryIcon, type Icon, NotFitIcon, ReadyIcon } from '../../ui/icons';
import type { SlaClock, Step } from '../../wire';
import { Due } from '../shared/Due';
import { isWaiting, openSteps } from '../shared/facts';
import { stepWord } from '../shared/labels';
import { now } from '../shared/now';
import { w } from '../shared/words';

const StepRow = ({ step }: { step: Step }) => (
  <div class="plan-row">
    <div>
      <strong>{stepWord(step)}</strong>
      {step.why && <p class="muted">{step.why}</p>}
      {step.pinned && <p class="muted">{w('lead.pinned')}</p>}
    </div>
    {isWaiting(step) ? <Pill icon={HistoryIcon}>{w('lead.waits')}</Pill> : <Due at={step.due_at} />}
  </div>
);

/** Steps in sight; what comes weeks later folds away. */
const SHOWN = 3;

const Rest = ({ steps }: { steps: readonly Step[] }) =>
  steps.length === 0 ? null : (
    <details class="why">
      <summary>
        {w('lead.allSteps', { count: steps.length })}
        <span class="turn">
          <DownIcon />
        </span>
      </summary>
      {steps.map((step) => (
        <StepRow key={step.id} step={step} />
      ))}
    </details>
  );

const CLOCK_LOOKS: Readonly<Record<string, { tone?: 'ok' | 'danger'; icon: Icon }>> = {
  running: { icon: HistoryIcon },
  met: { tone: 'ok', icon: DoneIcon },
  breached: { tone: 'danger', icon: AlertIcon },
  cancelled: { icon: NotFitIcon },
  waived: { icon: ReadyIcon },
};
const PLAIN_LOOK = { icon: HistoryIcon };

type ClockKey = 'ACK24' | 'CALL48' | 'INFO72' | 'COURTESY48' | 'REVIVE72' | 'PROMISE' | 'ASSIGN' | 'IDLE';
const CLOCKS: readonly string[] = [
  'ACK24',
  'CALL48',
  'INFO72',
  'COURTESY48',
  'REVIVE72',
  'PROMISE',
  'ASSIGN',
  'IDLE',
];
type StateKey = 'running' | 'met' | 'breached' | 'cancelled' | 'waived';

const clockWord = (name: string): string => (CLOCKS.includes(name) ? w(`clock.${name as ClockKey}`) : name);
const stateWord = (state: string): string =>
  state in CLOCK_LOOKS ? w(`clockState.${state as StateKey}`) : state;

/** Some clocks start anew with every contact. Of those that were kept only the last of its kind is worth a line. */
const worthALine = (clocks: readonly SlaClock[]): SlaClock[] =>
  clocks.filter(
    ({ clock, state, anchor_at }) =>
      state === 'running' ||
      state === 'breached' ||
      !clocks.some((other) => other.clock === clock && other.anchor_at > anchor_at),
  );

const ClockRow = ({ clock }: { clock: SlaClock }) => {
  const { icon, ...look } = CLOCK_LOOKS[clock.state] ?? PLAIN_LOOK;
  return (
    <li class="plan-row">
      <div>
        <strong>{clockWord(clock.clock)}</strong>
        <p class="muted num">{formatMoment(clock.stopped_at ?? clock.due_at, now.value)}</p>
      </div>
      <Pill {...look} icon={icon}>
        {stateWord(clock.state)}
      </Pill>
    </li>
  );
};

/** What is still to do, why, and the promises to the prospect with their time left. */
export const Plan = ({ lead }: { lead: LeadView }) => {
  const steps = openSteps(lead);
  return (
    <section class="panel" aria-labelledby="lead-plan">
      <h2 id="lead-plan">{w('lead.steps')}</h2>
      {steps.length === 0 && lead.status < 5 && <p class="muted">{w('lead.stepsNone')}</p>}
      <ul data-testid="steps">
        {steps.slice(0, SHOWN).map((step) => (
          <li key={step.id}>
            <StepRow step={step} />
          </li>
        ))}
      </ul>
      <Rest steps={steps.slice(SHOWN)} />
      {lead.clocks.length > 0 && (
        <>
          <h3 class="label">{w('lead.clocks')}</h3>
          <ul data-testid="clocks">
            {worthALine(lead.clocks).map((clock) => (
              <ClockRow key={`${clock.clock}${clock.anchor_at}`} clock={clock} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
};
