import { useState } from 'preact/hooks';
import { api } from '../../../api';
import { formatDay } from '../../../text/format';
import { IconButton } from '../../../ui/Button';
import { CheckField, SelectField, TextField } from '../../../ui/Field';
import { EditIcon } from '../../../ui/icons';
import { Table } from '../../../ui/Table';
import { toast } from '../../../ui/Toast';
import { useSending } from '../../shared/sending';
import { Form } from '../Form';
import { Awaited, useLoaded } from '../loading';
import { numberOf } from './lists';
import type { Clocks as ClockList, ClockStandard } from './wire';
import { s, spanWord, worded } from './words';

const PATH = '/api/v1/standards/clocks';
const GRACED = ['COURTESY48', 'REVIVE72'];

const whom = (kind: string | null): string => {
  if (kind === null) return s('clock.everybody');
  return kind === 'customer' ? s('clock.customer') : s('clock.class', { class: kind });
};

const limit = ({ applies, hours, grace_h, mode }: ClockStandard): string => {
  if (!applies) return s('clock.off');
  if (grace_h > 0) return s('clock.grace', { span: spanWord(hours), grace: spanWord(grace_h) });
  if (hours === 0) return s('clock.promised');
  return s(mode === 'business' ? 'clock.working' : 'clock.within', { span: spanWord(hours) });
};

const nameOf = (one: ClockStandard): string => `${worded('clock', one.clock)}, ${whom(one.class)}`;

function ClockForm({
  one,
  onClose,
  onSaved,
}: {
  one: ClockStandard;
  onClose: () => void;
  onSaved: () => void;
}) {
  const [hours, setHours] = useState(String(one.hours));
  const [grace, setGrace] = useState(String(one.grace_h));
  const [mode, setMode] = useState<string>(one.mode);
  const [applies, setApplies] = useState(one.applies);
  const [from, setFrom] = useState('');
  const { busy, failed, errors, send } = useSending();
  const graced = GRACED.includes(one.clock);
  const save = async () => {
    const body = {
      clock: one.clock,
      class: one.class,
      hours: numberOf(hours) ?? 0,
      grace_h: graced ? (numberOf(grace) ?? 0) : 0,
      mode,
      applies,
      active_from: from ? new Date(`${from}T00:00`).toISOString() : null,
    };
    if (!(await send(() => api.post(PATH, body)))) return;
    toast(s('clock.set'));
    onSaved();
    onClose();
  };
  return (
    <Form
      title={nameOf(one)}
      busy={busy}
      failed={failed}
      onClose={onClose}
      onSubmit={() => void save()}
      testId="clock-form"
    >
      <CheckField label={s('clock.applies')} checked={applies} onChecked={setApplies} />
      <TextField
        label={s(graced ? 'clock.earliest.label' : 'clock.hours.label')}
        inputMode="decimal"
        value={hours}
        onValue={setHours}
        error={errors.hours}
        testId="clock-hours"
      />
      {graced && (
        <TextField
          label={s('clock.grace.label')}
          inputMode="decimal"
          value={grace}
          onValue={setGrace}
          error={errors.grace_h}
        />
      )}
      <SelectField
        label={s('clock.mode')}
        value={mode}
        onValue={setMode}
        options={['elapsed', 'business'].map((value) => ({ value, label: worded('mode', value) }))}
      />
      <TextField
        label={s('clock.from')}
        hint={s('clock.from.hint')}
        type="date"
        value={from}
        onValue={setFrom}
        error={errors.active_from}
      />
    </Form>
  );
}

/** The standards of the clocks: in force, and coming. */
export function Clocks() {
  const clocks = useLoaded<ClockList>(PATH);
  const [open, setOpen] = useState<ClockStandard | null>(null);
  return (
    <section class="stack" aria-label={s('clocks.title')}>
      <h2>{s('clocks.title')}</h2>
      <p class="muted">{s('clocks.text')}</p>
      <Awaited of={clocks}>
        {({ in_force, coming }) => (
          <Table
            caption={s('clocks.title')}
            columns={[
              { key: 'clock', label: s('clock.what'), cell: (one) => worded('clock', one.clock) },
              { key: 'class', label: s('clock.who'), cell: (one) => whom(one.class) },
              {
                key: 'limit',
                label: s('clock.limit'),
                cell: (one) => (
                  <>
                    {limit(one)}
                    {coming.includes(one) && one.active_from && (
                      <span class="muted">
                        {' '}
                        {s('clock.coming', { when: formatDay(Date.parse(one.active_from)) })}
                      </span>
                    )}
                  </>
                ),
              },
              {
                key: 'edit',
                label: s('change'),
                isActs: true,
                cell: (one) =>
                  !coming.includes(one) && (
                    <IconButton
                      icon={EditIcon}
                      label={s('edit', { what: nameOf(one) })}
                      onClick={() => setOpen(one)}
                      testId="clock-edit"
                    />
                  ),
              },
            ]}
            rows={[...in_force, ...coming]}
            rowKey={(one) => `${one.clock}/${one.class}/${one.active_from}`}
            testId="clocks-table"
          />
        )}
      </Awaited>
      {open && <ClockForm one={open} onClose={() => setOpen(null)} onSaved={clocks.reload} />}
    </section>
  );
}
