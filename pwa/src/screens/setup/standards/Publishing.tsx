import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { settings } from '../../../store';
import { formatDay } from '../../../text/format';
import { Button } from '../../../ui/Button';
import { SelectField, TextField } from '../../../ui/Field';
import { AlertIcon, HistoryIcon } from '../../../ui/icons';
import { Banner } from '../../../ui/Notice';
import { nameOf } from '../../shared/people';
import { Awaited, useLoaded } from '../loading';
import type { Standard } from './standard';
import type { Book, Version } from './wire';
import { s } from './words';

const since = (version: number, { published_at, published_by }: Version): string =>
  s('since.by', {
    version,
    when: formatDay(Date.parse(published_at)),
    who: published_by ? nameOf(published_by) : s('shipped'),
  });

/** Which version is in force, and whether a draft waits. */
export const Status = <C,>({ book }: { book: Book<C> }) => (
  <>
    <p class="muted num" data-testid="standard-version">
      {book.published ? since(book.version, book.published) : s('shipped')}
    </p>
    {book.draft && <Banner testId="standard-draft">{s('draft.waits')}</Banner>}
  </>
);

interface Props<C, P> {
  of: Standard<C, P>;
  /** What publishing would do, once it was looked at. */
  children: (preview: P) => ComponentChildren;
}

/** Save, see what would change, publish; or throw the draft away. */
export function Publishing<C, P>({ of, children }: Props<C, P>) {
  const [event, setEvent] = useState('');
  const [note, setNote] = useState('');
  const shows = settings.value.events.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div class="publishing">
      {of.failed && (
        <Banner icon={AlertIcon} tone="danger" alert testId="standard-failed">
          {of.failed} {Object.values(of.errors)[0] ?? ''}
        </Banner>
      )}
      <div class="publishing-acts">
        <SelectField
          label={s('for.show')}
          value={event}
          onValue={setEvent}
          options={[{ value: '', label: s('for.all') }, ...shows]}
        />
        <Button
          tone={of.preview ? 'plain' : 'signal'}
          disabled={of.busy}
          onClick={() => void of.look(event || null)}
          testId="standard-look"
        >
          {s('look')}
        </Button>
        {of.book.data?.draft && (
          <Button tone="quiet" disabled={of.busy} onClick={() => void of.discard()} testId="standard-discard">
            {s('discard')}
          </Button>
        )}
      </div>
      {of.preview && (
        <div class="seen" role="status" data-testid="standard-preview">
          {children(of.preview)}
          <div class="publishing-acts">
            <TextField label={s('note')} value={note} onValue={setNote} maxLength={500} />
            <Button
              tone="signal"
              disabled={of.busy}
              onClick={() => void of.publish(note)}
              testId="standard-publish"
            >
              {s('publish')}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}

/** Every version there was; each can come back as a new one. */
export function History({
  path,
  current,
  onRestore,
}: {
  path: string;
  current: number;
  onRestore: (v: number) => void;
}) {
  const versions = useLoaded<Version[]>(`${path}/versions`);
  return (
    <details class="history">
      <summary>{s('history')}</summary>
      <Awaited of={versions}>
        {(list) =>
          list.length === 0 ? (
            <p class="muted">{s('shipped')}</p>
          ) : (
            <ul>
              {list.map((one) => (
                <li class="history-row" key={one.version}>
                  <span>
                    {since(one.version, one)}
                    {one.note && <> · {one.note}</>}
                    {one.restored_from !== null && <> · {s('restored', { version: one.restored_from })}</>}
                  </span>
                  {one.version !== current && (
                    <Button
                      icon={HistoryIcon}
                      aria-label={s('restore.label', { version: one.version })}
                      onClick={() => onRestore(one.version)}
                    >
                      {s('restore')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Awaited>
    </details>
  );
}
