import { useState } from 'preact/hooks';
import { Button } from '../../../ui/Button';
import { TextField } from '../../../ui/Field';
import type { Millis } from '../../../wire';
import { localDay, morningOf } from '../days';
import { now } from '../now';
import { w } from '../words';

/** One day from today on, as its morning; the morning of today has passed, so today means in an hour. */
function instantOf(day: string, time: Millis): Millis | null {
  const at = morningOf(day);
  if (at === null || day < localDay(time)) return null;
  return Math.max(at, time + 3_600_000);
}

interface Props {
  label: string;
  action: string;
  onDay: (at: Millis) => void;
}

export function DayForm({ label, action, onDay }: Props) {
  const [day, setDay] = useState('');
  const [wrong, setWrong] = useState(false);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const at = instantOf(day, now.value);
    setWrong(at === null);
    if (at !== null) onDay(at);
  };
  return (
    <form class="day-form" onSubmit={submit} noValidate>
      <TextField
        label={label}
        type="date"
        min={localDay(now.value)}
        value={day}
        onValue={setDay}
        error={wrong ? w('promise.past') : undefined}
        testId="day"
      />
      <Button type="submit">{action}</Button>
    </form>
  );
}
