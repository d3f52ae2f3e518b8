import { useState } from 'preact/hooks';
import { formatDay } from '../../../text/format';
import { Button } from '../../../ui/Button';
import { EditIcon, PlusIcon } from '../../../ui/icons';
import { Awaited, useLoaded } from '../loading';
import { CalendarForm } from './CalendarForm';
import { weekText } from './lists';
import type { WorkCalendar } from './wire';
import { s, worded } from './words';

export const CALENDARS = '/api/v1/standards/calendars';

const hours = (calendar: WorkCalendar): string =>
  Object.entries(weekText(calendar.week))
    .filter(([, spans]) => spans)
    .map(([day, spans]) => `${worded('day', day)} ${spans}`)
    .join(' · ');

const Row = ({ calendar, onEdit }: { calendar: WorkCalendar; onEdit: () => void }) => (
  <li class="record" data-testid="calendar-row">
    <div class="record-words">
      <h3>{calendar.name}</h3>
      <p class="muted num">{hours(calendar)}</p>
      <p class="muted">{[calendar.tz, ...calendar.countries].join(' · ')}</p>
      {calendar.house && <p>{s('calendar.house')}</p>}
      {calendar.next_days_off.length > 0 && (
        <p class="muted">
          {s('calendar.next', {
            days: calendar.next_days_off
              .slice(0, 3)
              .map((day) => formatDay(Date.parse(`${day}T12:00`)))
              .join(', '),
          })}
        </p>
      )}
    </div>
    <Button
      icon={EditIcon}
      aria-label={s('edit', { what: calendar.name })}
      onClick={onEdit}
      testId="calendar-edit"
    />
  </li>
);

/** Calendars of teams, and the one of the house. */
export function Calendars() {
  const calendars = useLoaded<WorkCalendar[]>(CALENDARS);
  const [open, setOpen] = useState<WorkCalendar | 'new' | null>(null);
  return (
    <section class="stack" aria-label={s('calendars.title')}>
      <h2>{s('calendars.title')}</h2>
      <p class="muted">{s('calendars.text')}</p>
      <Awaited of={calendars}>
        {(list) =>
          list.length === 0 ? (
            <p>{s('calendars.none')}</p>
          ) : (
            <ul>
              {list.map((calendar) => (
                <Row key={calendar.id} calendar={calendar} onEdit={() => setOpen(calendar)} />
              ))}
            </ul>
          )
        }
      </Awaited>
      <div>
        <Button icon={PlusIcon} onClick={() => setOpen('new')} testId="calendar-new">
          {s('calendar.new')}
        </Button>
      </div>
      {open && (
        <CalendarForm
          record={open === 'new' ? null : open}
          onClose={() => setOpen(null)}
          onSaved={calendars.reload}
        />
      )}
    </section>
  );
}
