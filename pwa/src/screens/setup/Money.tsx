import { useState } from 'preact/hooks';
import { api } from '../../api';
import { settings } from '../../store';
import { formatMoment, formatMoney, parseMoney } from '../../text/format';
import { Button, IconButton } from '../../ui/Button';
import { SelectField, TextArea, TextField } from '../../ui/Field';
import { CloseIcon, PlusIcon } from '../../ui/icons';
import { toast } from '../../ui/Toast';
import type { Id } from '../../wire';
import { nameOf } from '../shared/people';
import { useSending } from '../shared/sending';
import { Awaited, useLoaded } from './loading';
import type { CostRecord, NoticeRecord } from './wire';
import { t } from './words';

const KINDS = ['stand', 'travel', 'staff', 'print', 'media'] as const;
type Kind = (typeof KINDS)[number];

interface Costs {
  costs: CostRecord[];
  totals: { currency: string; amount: number }[];
}

const isKind = (kind: string): kind is Kind => (KINDS as readonly string[]).includes(kind);
const kindWord = (kind: string): string => (isKind(kind) ? t(`cost.${kind}`) : kind);

function NewCost({ path, onAdded }: { path: string; onAdded: () => void }) {
  const currency = settings.value.org?.currency ?? 'EUR';
  const [kind, setKind] = useState<string>('stand');
  const [amount, setAmount] = useState('');
  const [text, setText] = useState('');
  const { busy, failed, errors, send } = useSending();
  const add = async () => {
    const body = { kind, amount: parseMoney(amount, currency), text: text.trim() || null };
    if (!(await send(() => api.post(path, body)))) return;
    setAmount('');
    setText('');
    onAdded();
  };
  return (
    <>
      <div class="pair">
        <SelectField
          label={t('cost.kind')}
          value={kind}
          onValue={setKind}
          options={KINDS.map((value) => ({ value, label: kindWord(value) }))}
        />
        <TextField
          label={t('cost.amount')}
          inputMode="decimal"
          value={amount}
          onValue={setAmount}
          error={errors.amount ?? (failed || undefined)}
          testId="cost-amount"
        />
      </div>
      <TextField label={t('cost.text')} value={text} maxLength={200} onValue={setText} />
      <div>
        <Button icon={PlusIcon} disabled={busy} onClick={() => void add()} testId="cost-add">
          {t('cost.add')}
        </Button>
      </div>
    </>
  );
}

const CostRow = ({ cost, onRemove }: { cost: CostRecord; onRemove: () => void }) => {
  const what = `${kindWord(cost.kind)} ${formatMoney(cost.amount, cost.currency)}`;
  return (
    <li class="chip-edit" data-testid="cost-row">
      <span class="record-words">
        {what}
        {cost.text && <span class="muted">{cost.text}</span>}
      </span>
      <IconButton icon={CloseIcon} label={t('cost.remove', { what })} onClick={onRemove} />
    </li>
  );
};

/** What a show costs, line by line; each line is kept at once. */
function CostList({ show }: { show: Id }) {
  const path = `/api/v1/events/${show}/costs`;
  const costs = useLoaded<Costs>(path);
  const remove = async (id: Id) => {
    await api.delete(`${path}/${id}`);
    costs.reload();
  };
  return (
    <fieldset class="field" data-testid="show-costs">
      <legend>{t('cost.title')}</legend>
      <Awaited of={costs}>
        {(found) => (
          <>
            <ul>
              {found.costs.map((cost) => (
                <CostRow key={cost.id} cost={cost} onRemove={() => void remove(cost.id)} />
              ))}
            </ul>
            {found.totals.length > 0 && (
              <p>
                {t('cost.sum', {
                  sum: found.totals.map((one) => formatMoney(one.amount, one.currency)).join(' + '),
                })}
              </p>
            )}
          </>
        )}
      </Awaited>
      <NewCost path={path} onAdded={costs.reload} />
    </fieldset>
  );
}

const Notice = ({ notice }: { notice: NoticeRecord }) => (
  <li class="record-words" data-testid="notice-row">
    <p>{notice.message}</p>
    <p class="muted">
      {formatMoment(Date.parse(notice.sent_at))} ·{' '}
      {t('notice.read', { read: notice.read.length, unread: notice.unread.length })}
    </p>
    {notice.unread.length > 0 && (
      <p class="muted">{t('notice.unread', { names: notice.unread.map(nameOf).join(', ') })}</p>
    )}
  </li>
);

/** What sales is told of the show, and who has read it. */
function Notices({ show }: { show: Id }) {
  const path = `/api/v1/events/${show}/notices`;
  const notices = useLoaded<NoticeRecord[]>(path);
  const [message, setMessage] = useState('');
  const { busy, failed, errors, send } = useSending();
  const announce = async () => {
    if (!(await send(() => api.post(path, { message })))) return;
    setMessage('');
    toast(t('notice.sent'));
    notices.reload();
  };
  return (
    <fieldset class="field" data-testid="show-notices">
      <legend>{t('notice.title')}</legend>
      <TextArea
        label={t('notice.text')}
        value={message}
        rows={3}
        onValue={setMessage}
        error={errors.message ?? (failed || undefined)}
        testId="notice-text"
      />
      <div>
        <Button disabled={busy || !message.trim()} onClick={() => void announce()} testId="notice-send">
          {t('notice.send')}
        </Button>
      </div>
      {notices.data && (
        <ul class="stack">
          {notices.data.map((notice) => (
            <Notice key={notice.id} notice={notice} />
          ))}
        </ul>
      )}
    </fieldset>
  );
}

/** Costs and announcements of a show there is already. */
export const Money = ({ show }: { show: Id }) => (
  <>
    <CostList show={show} />
    <Notices show={show} />
  </>
);
