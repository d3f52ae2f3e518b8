import { useRef, useState } from 'preact/hooks';
import { api, call } from '../../../api';
import { formatDay } from '../../../text/format';
import { Button } from '../../../ui/Button';
import { TextArea, TextField } from '../../../ui/Field';
import { AlertIcon, DownIcon } from '../../../ui/icons';
import { Banner } from '../../../ui/Notice';
import { Sheet } from '../../../ui/Sheet';
import { toast } from '../../../ui/Toast';
import { Failed } from '../../shared/Failed';
import { kindWord } from '../../shared/mailing/words';
import { nameOf } from '../../shared/people';
import type { FieldErrors } from '../../shared/problem';
import { useSending } from '../../shared/sending';
import { Awaited, useLoaded } from '../loading';
import { insertField } from './insert';
import { usePreview } from './usePreview';
import { type MergeField, type Preview, pathOf, type TextPair, type TextVersion } from './wire';
import { x } from './words';

interface Props {
  pair: TextPair;
  fields: readonly MergeField[];
  onClose: () => void;
  onSaved: () => void;
}

const SPOKEN: readonly string[] = ['script', 'prep'];

type Said = Pick<TextVersion, 'subject' | 'body'>;

function useTextForm({ pair, onClose, onSaved }: Props) {
  const sending = useSending();
  const begun = pair.draft ?? pair.published;
  const [said, setSaid] = useState<Said>({ subject: begun?.subject ?? '', body: begun?.body ?? '' });
  const keep = () => sending.send(() => call<TextVersion>('PUT', pathOf(pair), { json: said }));
  const save = async () => {
    if (!(await keep())) return;
    toast(x('saved'));
    onSaved();
    onClose();
  };
  const publish = async () => {
    const kept = await keep();
    if (!kept) return;
    const draft = kept.data.id;
    const done = await sending.send(() => api.post<TextVersion>(`${pathOf(pair)}/publish`, { draft }));
    if (!done) return;
    toast(x('published', { kind: kindWord(pair.kind), version: done.data.version }));
    onSaved();
    onClose();
  };
  return { ...sending, said, setSaid, save, publish };
}

/** Fields to put where the cursor stands. */
const Fields = ({ fields, onField }: { fields: readonly MergeField[]; onField: (name: string) => void }) => (
  <fieldset class="field">
    <legend>{x('fields')}</legend>
    <p class="hint">{x('fields.hint')}</p>
    <p class="pills">
      {fields.map(({ name, meaning }) => (
        <button
          key={name}
          type="button"
          class="chip"
          title={meaning}
          onClick={() => onField(name)}
          data-testid={`insert-${name}`}
        >
          {name}
          <span class="sr-only">: {meaning}</span>
        </button>
      ))}
    </p>
  </fieldset>
);

const Shown = ({ shown }: { shown: Preview }) => (
  <section class="text-preview" aria-live="polite" data-testid="text-preview">
    <h3>{x('preview')}</h3>
    <p class="muted">{x('preview.of')}</p>
    {shown.subject && <strong>{shown.subject}</strong>}
    <p class="text-words">{shown.body}</p>
    {shown.empty.length > 0 && (
      <Banner icon={AlertIcon}>{x('preview.empty', { fields: shown.empty.join(', ') })}</Banner>
    )}
  </section>
);

const Version = ({ one, onTake }: { one: TextVersion; onTake: () => void }) => (
  <li class="record">
    <div class="record-words">
      <p class="muted">
        {x('history.of', {
          version: one.version,
          when: one.published_at ? formatDay(Date.parse(one.published_at)) : x('draft'),
          who: one.published_by ? nameOf(one.published_by) : x('history.shipped'),
        })}
      </p>
      <p class="text-words">{one.body}</p>
    </div>
    <Button onClick={onTake}>{x('history.take')}</Button>
  </li>
);

function Earlier({ pair, onTake }: { pair: TextPair; onTake: (one: TextVersion) => void }) {
  const versions = useLoaded<{ versions: TextVersion[] }>(pathOf(pair));
  return (
    <Awaited of={versions}>
      {(list) => (
        <ul>
          {list.versions.map((one) => (
            <Version key={one.id} one={one} onTake={() => onTake(one)} />
          ))}
        </ul>
      )}
    </Awaited>
  );
}

function History(props: { pair: TextPair; onTake: (one: TextVersion) => void }) {
  const [open, setOpen] = useState(false);
  return (
    <details class="why" onToggle={(event) => setOpen(event.currentTarget.open)} data-testid="text-history">
      <summary>
        {x('history')}
        <span class="turn">
          <DownIcon />
        </span>
      </summary>
      {open && <Earlier {...props} />}
    </details>
  );
}

interface WordsProps {
  pair: TextPair;
  said: Said;
  fields: readonly MergeField[];
  errors: FieldErrors;
  onSaid: (said: Said) => void;
}

/** Subject and text; a field goes to whichever was written in last. */
function Words({ pair, said, fields, errors, onSaid }: WordsProps) {
  const box = useRef<HTMLDivElement>(null);
  const last = useRef<HTMLInputElement | HTMLTextAreaElement | null>(null);
  const put = (name: string) => {
    const into = last.current ?? box.current?.querySelector('textarea');
    if (!into) return;
    const part = into.tagName === 'TEXTAREA' ? 'body' : 'subject';
    const end = said[part].length;
    const spot = { start: into.selectionStart ?? end, end: into.selectionEnd ?? end };
    const done = insertField(said[part], name, spot);
    onSaid({ ...said, [part]: done.said });
    into.focus();
    requestAnimationFrame(() => into.setSelectionRange(done.at, done.at));
  };
  return (
    <div
      class="stack"
      ref={box}
      onFocusCapture={({ target }) => {
        if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)
          last.current = target;
      }}
    >
      {!SPOKEN.includes(pair.kind) && (
        <TextField
          label={x('subject')}
          value={said.subject}
          onValue={(subject) => onSaid({ ...said, subject })}
          maxLength={300}
          error={errors.subject}
          testId="text-subject"
        />
      )}
      <div class="text-body">
        <TextArea
          label={x('body')}
          value={said.body}
          onValue={(body) => onSaid({ ...said, body })}
          error={errors.body}
          testId="text-body"
        />
      </div>
      <Fields fields={fields} onField={put} />
    </div>
  );
}

/** One text: its words, the fields, what a visitor would read, and what it said before. */
export function TextForm(props: Props) {
  const { pair, fields, onClose } = props;
  const { busy, failed, errors, said, setSaid, save, publish } = useTextForm(props);
  const { shown, wrong } = usePreview(said.subject, said.body);
  const title = `${kindWord(pair.kind)} · ${pair.language.toUpperCase()}`;
  return (
    <Sheet title={title} onClose={onClose} testId="text-form">
      <div class="stack">
        <Failed why={errors.body || errors.subject ? '' : failed} />
        <Words pair={pair} said={said} fields={fields} errors={{ ...errors, ...wrong }} onSaid={setSaid} />
        {shown && <Shown shown={shown} />}
        {pair.published?.id && (
          <History pair={pair} onTake={({ subject, body }) => setSaid({ subject, body })} />
        )}
        <div class="form-save row-acts">
          <Button disabled={busy} onClick={() => void save()} testId="text-save">
            {x('save')}
          </Button>
          <Button tone="signal" disabled={busy} onClick={() => void publish()} testId="text-publish">
            {x('publish')}
          </Button>
        </div>
      </div>
    </Sheet>
  );
}
