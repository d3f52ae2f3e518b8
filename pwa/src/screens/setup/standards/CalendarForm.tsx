import { useState } from 'preact/hooks';
import { api } from '../../../api';
import { CheckField, TextField } from '../../../ui/Field';
import { toast } from '../../../ui/Toast';
import type { Id } from '../../../wire';
import { ZoneField } from '../../shared/fields';
import { useSending } from '../../shared/sending';
import { Checks, Form } from '../Form';
import { useLoaded } from '../loading';
import { flip } from '../person';
import { CALENDARS } from './Calendars';
import { daysOff, weekOf, weekText } from './lists';
import type { WorkCalendar } from './wire';
import { s, worded } from './words';

const OFFICE = Object.fromEntries(
  ['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [['09:00', '17:00']] as [string, string][]]),
);

const begun = (record: WorkCalendar | null) => ({
  name: record?.name ?? '',
  tz: record?.tz ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  week: weekText(record?.week ?? OFFICE),
  countries: record?.countries.join(', ') ?? '',
  extra: record?.extra_days.join(', ') ?? '',
  house: record?.house ?? true,
  teams: record?.team_ids ?? [],
});

interface Props {
  record: WorkCalendar | null;
  onClose: () => void;
  onSaved: () => void;
}

/** A calendar: hours of the week, public holidays, days off of one's own. */
export function CalendarForm({ record, onClose, onSaved }: Props) {
  const [typed, setTyped] = useState(() => begun(record));
  const { busy, failed, errors, send } = useSending();
  const teams = useLoaded<{ id: Id; name: string }[]>('/api/v1/standards/teams');
  const set = (change: Partial<typeof typed>) => setTyped((before) => ({ ...before, ...change }));
  const save = async () => {
    const body = {
      name: typed.name,
      tz: typed.tz,
      week: weekOf(typed.week),
      countries: daysOff(typed.countries).map((code) => code.toUpperCase()),
      extra_days: daysOff(typed.extra),
      house: typed.house,
      team_ids: typed.teams,
    };
    const done = await send(() =>
      record ? api.patch(`${CALENDARS}/${record.id}`, body) : api.post(CALENDARS, body),
    );
    if (!done) return;
    toast(s('calendar.saved'));
    onSaved();
    onClose();
  };
  const weekError = Object.entries(errors).find(([place]) => place.startsWith('week'))?.[1];
  return (
    <Form
      title={record?.name ?? s('calendar.new')}
      busy={busy}
      failed={failed}
      onClose={onClose}
      onSubmit={() => void save()}
      testId="calendar-form"
    >
      <TextField
        label={s('calendar.name')}
        value={typed.name}
        maxLength={80}
        onValue={(name) => set({ name })}
        error={errors.name}
        testId="calendar-name"
      />
      <ZoneField label={s('calendar.tz')} value={typed.tz} onValue={(tz) => set({ tz })} error={errors.tz} />
      <fieldset class="field">
        <legend>{s('calendar.week')}</legend>
        <p class="hint">{s('calendar.week.hint')}</p>
        {Object.entries(typed.week).map(([day, spans]) => (
          <TextField
            key={day}
            label={worded('day', day)}
            value={spans}
            onValue={(hours) => set({ week: { ...typed.week, [day]: hours } })}
          />
        ))}
        {weekError && (
          <p class="error" role="alert">
            {weekError}
          </p>
        )}
      </fieldset>
      <TextField
        label={s('calendar.countries')}
        hint={s('calendar.countries.hint')}
        value={typed.countries}
        onValue={(countries) => set({ countries })}
        error={errors.countries}
        testId="calendar-countries"
      />
      <TextField
        label={s('calendar.extra')}
        hint={s('calendar.extra.hint')}
        value={typed.extra}
        onValue={(extra) => set({ extra })}
        error={Object.entries(errors).find(([place]) => place.startsWith('extra_days'))?.[1]}
      />
      <Checks
        label={s('calendar.teams')}
        options={(teams.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        chosen={typed.teams}
        onFlip={(id) => set({ teams: flip(typed.teams, id) })}
        testId="calendar-team"
      />
      <CheckField label={s('calendar.house')} checked={typed.house} onChecked={(house) => set({ house })} />
    </Form>
  );
}
