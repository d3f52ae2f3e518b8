/** The text as a visitor would read it, asked of the server when the writer pauses. */
import { useEffect, useState } from 'preact/hooks';
import { api } from '../../../api';
import { type FieldErrors, fieldErrors } from '../../shared/problem';
import type { Preview } from './wire';

const PAUSE = 350;

export function usePreview(subject: string, body: string): { shown: Preview | null; wrong: FieldErrors } {
  const [shown, setShown] = useState<Preview | null>(null);
  const [wrong, setWrong] = useState<FieldErrors>({});
  useEffect(() => {
    const ended = new AbortController();
    const timer = setTimeout(async () => {
      if (!body.trim()) return;
      const answer = await api.post<Preview>(
        '/api/v1/texts/preview',
        { subject, body },
        { signal: ended.signal },
      );
      if (ended.signal.aborted) return;
      setWrong(answer.ok ? {} : fieldErrors(answer));
      if (answer.ok) setShown(answer.data);
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      ended.abort();
    };
  }, [subject, body]);
  return { shown, wrong };
}
