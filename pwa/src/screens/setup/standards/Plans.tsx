import { useState } from 'preact/hooks';
import { api } from '../../../api';
import { Button } from '../../../ui/Button';
import { Pill } from '../../../ui/Chip';
import { EditIcon } from '../../../ui/icons';
import { toast } from '../../../ui/Toast';
import { useSending } from '../../shared/sending';
import { Awaited, useLoaded } from '../loading';
import { PlanEditor } from './PlanEditor';
import type { PlanShort } from './wire';
import { s } from './words';

const PATH = '/api/v1/standards/plans';

/** Plans of classes are known by their letter, the others by what they are for. */
const isLettered = ({ code }: PlanShort): boolean => code.length === 1;
const titleOf = (plan: PlanShort): string =>
  isLettered(plan) ? s('plan.title', { code: plan.code }) : plan.name;

function Row({ plan, onEdit, onApplied }: { plan: PlanShort; onEdit: () => void; onApplied: () => void }) {
  const { busy, failed, send } = useSending();
  const apply = async () => {
    if (!(await send(() => api.post(`${PATH}/${plan.code}/apply`, {})))) return;
    toast(s('plan.applying'));
    onApplied();
  };
  return (
    <li class="record" data-testid="plan-row" data-plan={plan.code}>
      <div class="record-words">
        <h3>
          {titleOf(plan)}
          {isLettered(plan) && <span class="muted"> {plan.name}</span>}
        </h3>
        <p class="muted">
          {s('plan.row', { count: plan.steps })}
          {plan.touches > 0 && <>, {s('plan.touches', { count: plan.touches })}</>}
        </p>
        <p class="pills">
          <span class="muted num">
            {s('version', { version: plan.version })} · {s('plan.running', { count: plan.running })}
          </span>
          {plan.has_draft && <Pill icon={EditIcon}>{s('draft')}</Pill>}
        </p>
        {plan.older > 0 && (
          <p class="pills">
            <span>{s('plan.older', { older: plan.older })}</span>
            <Button disabled={busy} onClick={() => void apply()} testId="plan-apply">
              {s('plan.apply')}
            </Button>
          </p>
        )}
        {failed && (
          <p class="error" role="alert">
            {failed}
          </p>
        )}
      </div>
      <Button
        icon={EditIcon}
        aria-label={s('edit', { what: titleOf(plan) })}
        onClick={onEdit}
        testId="plan-edit"
      />
    </li>
  );
}

/** Contact plans: who runs on which version, and each plan to edit. */
export function Plans() {
  const plans = useLoaded<PlanShort[]>(PATH);
  const [open, setOpen] = useState<string | null>(null);
  if (open !== null)
    return (
      <PlanEditor
        code={open}
        onBack={() => {
          setOpen(null);
          plans.reload();
        }}
      />
    );
  return (
    <Awaited of={plans}>
      {(list) => (
        <>
          <h2>{s('plans.title')}</h2>
          <p class="muted">{s('plans.text')}</p>
          <ul>
            {list.map((plan) => (
              <Row key={plan.code} plan={plan} onEdit={() => setOpen(plan.code)} onApplied={plans.reload} />
            ))}
          </ul>
        </>
      )}
    </Awaited>
  );
}
