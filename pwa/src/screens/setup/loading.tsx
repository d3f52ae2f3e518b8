import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useState } from 'preact/hooks';
import { api, type Failure } from '../../api';
import { t as words } from '../../text';
import { Button } from '../../ui/Button';
import { OfflineIcon } from '../../ui/icons';
import { EmptyState } from '../../ui/Notice';
import { problemText } from '../shared/problem';
import { t } from './words';

export interface Loaded<T> {
  data: T | null;
  failure: Failure | null;
  reload: () => void;
}

/** One list of the server, read when the part opens and after every change. */
export function useLoaded<T>(path: string): Loaded<T> {
  const [data, setData] = useState<T | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [round, setRound] = useState(0);
  const reload = useCallback(() => setRound((before) => before + 1), []);
  useEffect(() => {
    const ended = new AbortController();
    void api.get<T>(path, { signal: ended.signal }).then((answer) => {
      if (ended.signal.aborted) return;
      setFailure(answer.ok ? null : answer);
      if (answer.ok) setData(answer.data);
    });
    return () => ended.abort();
  }, [path, round]);
  return { data, failure, reload };
}

/** Shows the list once it is here; until then says what is going on. */
export function Awaited<T>({ of, children }: { of: Loaded<T>; children: (data: T) => ComponentChildren }) {
  if (of.data !== null) return <>{children(of.data)}</>;
  if (!of.failure) return <p role="status">{t('loading')}</p>;
  return (
    <EmptyState icon={OfflineIcon} title={t('failed')} text={problemText(of.failure)} testId="setup-failed">
      <Button tone="signal" onClick={of.reload}>
        {words('ui.retry')}
      </Button>
    </EmptyState>
  );
}
