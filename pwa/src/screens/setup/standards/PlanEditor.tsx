import { useState } from 'preact/hooks';
import { Button } from '../../../ui/Button';
import { TextField } from '../../../ui/Field';
import { BackIcon, PlusIcon } from '../../../ui/icons';
import { purposeWord } from '../../shared/labels';
import { Awaited } from '../loading';
import { newStep, numberOf, replaced } from './lists';
import { History, Publishing, Status } from './Publishing';
import { Rows } from './Rows';
import { whose } from './RulesSeen';
import { StepForm } from './StepForm';
import { type Standard, useStandard } from './standard';
import type { Plan, PlanPreview, PlanStep } from './wire';
import { howWord, s, spanWord, worded } from './words';

type Editing = Standard<Plan, PlanPreview>;

/** What each plan may be asked to do; the server has the last word. */
const PURPOSES: Readonly<Record<string, readonly string[]>> = {
  D: ['ack', 'nurture', 'review'],
  customer: ['care', 'review'],
  nurture: ['ack', 'nurture', 'review'],
};
const CHASING = ['attempt', 'ack', 'call', 'summary', 'courtesy', 'revive', 'nurture', 'review'];

const when = (step: PlanStep): string => {
  const words = { how: howWord(step.channel), anchor: worded('anchor', step.anchor) };
  const moment = step.offset_h
    ? s('step.when', { ...words, span: spanWord(step.offset_h) })
    : s('step.at_once', words);
  return step.if_unanswered ? `${moment}. ${s('step.if_unanswered')}` : moment;
};

const Seen = ({ preview }: { preview: PlanPreview }) => (
  <>
    <h2>{s('preview.title')}</h2>
    {preview.moving === 0 ? (
      <p>{s('preview.none')}</p>
    ) : (
      <>
        <p>
          {s('preview.moving', { moving: preview.moving, leads: preview.leads })}{' '}
          {s('preview.steps', {
            added: preview.steps.added,
            moved: preview.steps.moved,
            dropped: preview.steps.dropped,
          })}
        </p>
        <ul class="moves">
          {preview.moves.map((move) => (
            <li key={move.id}>
              {whose(move)}{' '}
              <span class="muted">
                {s('preview.steps', {
                  added: move.steps.added,
                  moved: move.steps.moved,
                  dropped: move.steps.dropped,
                })}
              </span>
            </li>
          ))}
        </ul>
      </>
    )}
  </>
);

const Basics = ({ of, content }: { of: Editing; content: Plan }) => (
  <div class="thresholds">
    <TextField
      label={s('plan.name')}
      value={content.name}
      maxLength={80}
      onValue={(name) => of.change({ ...content, name })}
      error={of.error('name')}
    />
    <TextField
      label={s('plan.calls')}
      inputMode="numeric"
      value={String(content.calls_per_round)}
      onValue={(typed) =>
        of.change({ ...content, calls_per_round: Math.round(numberOf(typed) ?? content.calls_per_round) })
      }
      error={of.error('calls_per_round')}
    />
    <TextField
      label={s('plan.every')}
      inputMode="numeric"
      value={String(content.tail.every_days)}
      onValue={(typed) =>
        of.change({
          ...content,
          tail: { ...content.tail, every_days: numberOf(typed) ?? content.tail.every_days },
        })
      }
      error={of.error('tail')}
    />
  </div>
);

const complaint = (of: Editing, at: number): string | undefined =>
  Object.entries(of.errors).find(([place]) => place.startsWith(`content.steps.${at}.`))?.[1];

function Steps({ of, code, content }: { of: Editing; code: string; content: Plan }) {
  const [open, setOpen] = useState<number | null>(null);
  const setSteps = (steps: PlanStep[]) => of.change({ ...content, steps });
  const purposes = PURPOSES[code] ?? CHASING;
  return (
    <section aria-label={s('plan.steps')}>
      <h2>{s('plan.steps')}</h2>
      <Rows
        items={content.steps}
        keyOf={(step) => step.key}
        nameOf={(step) => purposeWord(step.purpose)}
        errorOf={(at) => complaint(of, at)}
        onItems={setSteps}
        onEdit={setOpen}
        testId="plan-steps"
      >
        {(step) => (
          <>
            <p>{purposeWord(step.purpose)}</p>
            <p class="muted num">{when(step)}</p>
          </>
        )}
      </Rows>
      <Button icon={PlusIcon} onClick={() => setOpen(content.steps.length)} testId="step-new">
        {s('step.new')}
      </Button>
      {open !== null && (
        <StepForm
          step={content.steps[open] ?? newStep(content.steps, purposes[0] ?? 'nurture')}
          isNew={open >= content.steps.length}
          steps={content.steps}
          purposes={purposes}
          onClose={() => setOpen(null)}
          onKeep={(step) => setSteps(replaced(content.steps, open, step))}
        />
      )}
    </section>
  );
}

/** One plan: its steps in order, what publishing would do, its earlier versions. */
export function PlanEditor({ code, onBack }: { code: string; onBack: () => void }) {
  const path = `/api/v1/standards/plans/${code}`;
  const of: Editing = useStandard<Plan, PlanPreview>(path);
  return (
    <section class="stack" aria-label={s('plan.title', { code })} data-testid="plan-editor">
      <div>
        <Button tone="quiet" icon={BackIcon} onClick={onBack} testId="plan-back">
          {s('plan.back')}
        </Button>
      </div>
      <h2>{s('plan.title', { code })}</h2>
      <Awaited of={of.book}>
        {(book) =>
          of.content && (
            <>
              <Status book={book} />
              <Basics of={of} content={of.content} />
              <Steps of={of} code={code} content={of.content} />
              <Publishing of={of}>{(preview) => <Seen preview={preview} />}</Publishing>
              <History
                key={book.version}
                path={path}
                current={book.version}
                onRestore={(version) => void of.restore(version)}
              />
            </>
          )
        }
      </Awaited>
    </section>
  );
}
