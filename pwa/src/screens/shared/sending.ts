import { useState } from 'preact/hooks';
import type { Answer } from '../../api';
import { type FieldErrors, fieldErrors, problemText } from './problem';

/** The state every form shares: is it being sent, what is wrong as a whole, what is wrong per field. */
export function useSending() {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState('');
  const [errors, setErrors] = useState<FieldErrors>({});

  /** Sends once; answers the data, or null after putting the refusal on the form. */
  async function send<T>(sending: () => Promise<Answer<T>>): Promise<{ data: T } | null> {
    if (busy) return null;
    setBusy(true);
    const answer = await sending();
    setBusy(false);
    setFailed(answer.ok ? '' : problemText(answer));
    setErrors(answer.ok ? {} : fieldErrors(answer));
    return answer.ok ? { data: answer.data } : null;
  }

  return { busy, failed, errors, send, setErrors, setFailed };
}
