import { useState } from 'preact/hooks';
import { has } from '../../../access';
import { api, call } from '../../../api';
import { formatDay } from '../../../text/format';
import { Button } from '../../../ui/Button';
import { Pill } from '../../../ui/Chip';
import { TextField } from '../../../ui/Field';
import { EditIcon, MailIcon } from '../../../ui/icons';
import { toast } from '../../../ui/Toast';
import { kindWord } from '../../shared/mailing/words';
import { myRoles } from '../../shared/people';
import { problemText } from '../../shared/problem';
import { useSending } from '../../shared/sending';
import { Awaited, useLoaded } from '../loading';
import { t } from '../words';
import { Brochures } from './Brochures';
import { TextForm } from './TextForm';
import './texts.css';
import type { TextList, TextPair } from './wire';
import { x } from './words';

/** In the order a prospect meets them. */
const KINDS: readonly string[] = [
  'ack',
  'script',
  'prep',
  'summary',
  'courtesy',
  'revive',
  'nurture',
  'thanks',
  'letter',
];

function since({ published }: TextPair): string {
  if (!published?.published_at) return x('shipped');
  return x('version', { version: published.version, when: formatDay(Date.parse(published.published_at)) });
}

const Row = ({ pair, onEdit }: { pair: TextPair; onEdit: () => void }) => (
  <li class="record" data-testid="text-row" data-text={`${pair.kind}/${pair.language}`}>
    <div class="record-words">
      <h3>
        {kindWord(pair.kind)} <span class="muted">{pair.language.toUpperCase()}</span>
      </h3>
      <p class="text-first">
        {(pair.published ?? pair.draft)?.subject || (pair.published ?? pair.draft)?.body}
      </p>
      <p class="pills">
        <span class="muted num">{since(pair)}</span>
        {pair.draft && <Pill icon={EditIcon}>{x('draft')}</Pill>}
      </p>
    </div>
    <Button
      icon={EditIcon}
      aria-label={x('edit', { kind: `${kindWord(pair.kind)} ${pair.language}` })}
      onClick={onEdit}
      testId="text-edit"
    >
      {x('edit.short')}
    </Button>
  </li>
);

/** The number under mails of the house. */
function Signature({ signature, onSaved }: Pick<TextList, 'signature'> & { onSaved: () => void }) {
  const [phone, setPhone] = useState(signature.phone ?? '');
  const { busy, failed, send } = useSending();
  const save = async () => {
    const body = { phone: phone.trim() || null };
    if (!(await send(() => call('PUT', '/api/v1/texts/signature', { json: body })))) return;
    toast(x('signature.saved'));
    onSaved();
  };
  return (
    <section class="text-part" aria-labelledby="signature">
      <h2 id="signature">{x('signature.title')}</h2>
      <p class="muted">{x('signature.text')}</p>
      <form
        class="text-sign"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField
          label={x('signature.phone', { organisation: signature.organisation ?? '' })}
          type="tel"
          value={phone}
          onValue={setPhone}
          maxLength={60}
          error={failed || undefined}
          testId="signature-phone"
        />
        <Button
          type="submit"
          disabled={busy || phone.trim() === (signature.phone ?? '')}
          testId="signature-save"
        >
          {t('save')}
        </Button>
      </form>
    </section>
  );
}

const test = async (): Promise<void> => {
  const answer = await api.post('/api/v1/mail/test', {});
  toast(answer.ok ? x('mail.tested') : problemText(answer));
};

const Sends = ({ mail }: { mail: boolean }) => (
  <p class="pills">
    <Pill icon={MailIcon}>{x(mail ? 'mail.on' : 'mail.off')}</Pill>
    {mail && has(myRoles(), 'admin') && <Button onClick={() => void test()}>{x('mail.test')}</Button>}
  </p>
);

const inOrder = (a: TextPair, b: TextPair): number =>
  KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || (a.language < b.language ? -1 : 1);

/** A text in a language nobody wrote it in yet. */
function Another({ onPair }: { onPair: (pair: TextPair) => void }) {
  const [kind, setKind] = useState('ack');
  const [language, setLanguage] = useState('');
  const code = language.trim().toLowerCase();
  return (
    <details class="why">
      <summary>{x('add')}</summary>
      <form
        class="text-sign"
        onSubmit={(event) => {
          event.preventDefault();
          if (/^[a-z]{2}$/.test(code)) onPair({ kind, language: code, published: null, draft: null });
        }}
      >
        <label class="field">
          <span>{x('add.kind')}</span>
          <select class="input" value={kind} onChange={(event) => setKind(event.currentTarget.value)}>
            {KINDS.map((one) => (
              <option key={one} value={one}>
                {kindWord(one)}
              </option>
            ))}
          </select>
        </label>
        <TextField label={x('add.language')} value={language} onValue={setLanguage} maxLength={2} />
        <Button type="submit">{x('add.go')}</Button>
      </form>
    </details>
  );
}

/** Everything said to prospects in the house's name, and what goes along with it. */
export function Texts() {
  const list = useLoaded<TextList>('/api/v1/texts');
  const [open, setOpen] = useState<TextPair | null>(null);
  return (
    <Awaited of={list}>
      {({ texts, fields, signature, mail }) => (
        <>
          <section class="text-part" aria-labelledby="texts">
            <h2 id="texts">{x('title')}</h2>
            <p class="muted">{x('text')}</p>
            <Sends mail={mail} />
            <ul>
              {[...texts].sort(inOrder).map((pair) => (
                <Row key={`${pair.kind}/${pair.language}`} pair={pair} onEdit={() => setOpen(pair)} />
              ))}
            </ul>
            <Another onPair={(pair) => setOpen(texts.find((one) => same(one, pair)) ?? pair)} />
          </section>
          <Signature signature={signature} onSaved={list.reload} />
          <Brochures />
          {open && (
            <TextForm pair={open} fields={fields} onClose={() => setOpen(null)} onSaved={list.reload} />
          )}
        </>
      )}
    </Awaited>
  );
}

const same = (a: TextPair, b: TextPair): boolean => a.kind === b.kind && a.language === b.language;
