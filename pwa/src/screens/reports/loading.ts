import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Answer, Failure } from '../../api';

export interface Loaded<T> {
  data: T | null;
  failure: Failure | null;
  loadedAt: number;
  reload: () => void;
}

/** What a call answers, asked again whenever `key` changes. While a new answer is on its way the old one stays. */
export function useLoaded<T>(key: string, load: (signal: AbortSignal) => Promise<Answer<T>>): Loaded<T> {
  const [state, setState] = useState<Omit<Loaded<T>, 'reload'>>({ data: null, failure: null, loadedAt: 0 });
  const [round, setRound] = useState(0);
  const reload = useCallback(() => setRound((before) => before + 1), []);
  useEffect(() => {
    const ended = new AbortController();
    void load(ended.signal).then((answer) => {
      if (ended.signal.aborted) return;
      if (answer.ok) setState({ data: answer.data, failure: null, loadedAt: Date.now() });
      else setState((before) => ({ ...before, failure: answer }));
    });
    return () => ended.abort();
  }, [key, round]);
  return { ...state, reload };
}
