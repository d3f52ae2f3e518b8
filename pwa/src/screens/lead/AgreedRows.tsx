import type { ComponentChildren } from 'preact';
import { answered, decideQuote } from '../../store/followups';
import type { LeadView } from '../../store/types';
import { formatDay, formatMoney, formatShortDay } from '../../text/format';
import { Button } from '../../ui/Button';
import { Pill } from '../../ui/Chip';
import { AlertIcon, DoneIcon, type Icon, LinkIcon, NotFitIcon, WaitingIcon } from '../../ui/icons';
import { toast } from '../../ui/Toast';
import type { InfoRequest, Promised, Quote, QuoteState, Sale } from '../../wire';
import { start } from '../shared/actions/actions';
import { a } from '../shared/agreed/words';
import { channelOf } from '../shared/contact';
import { Due } from '../shared/Due';
import { isOpen } from '../shared/facts';
import { channelWord } from '../shared/labels';
import { now } from '../shared/now';
import { refusalOf } from '../shared/refusal';

interface RowProps {
  title: string;
  children?: ComponentChildren;
  mark: ComponentChildren;
  acts?: ComponentChildren;
  testId: string;
}

const Row = ({ title, children, mark, acts, testId }: RowProps) => (
  <li class="agreed-row" data-testid={testId}>
    <div class="plan-row">
      <div>
        <strong>{title}</strong>
        {children}
      </div>
      {mark}
    </div>
    {acts && <div class="agreed-acts">{acts}</div>}
  </li>
);

type State = 'kept' | 'broken' | 'released' | 'open';
const LOOKS: Readonly<Record<string, { icon: Icon; tone?: 'ok' | 'danger' }>> = {
  kept: { icon: DoneIcon, tone: 'ok' },
  broken: { icon: AlertIcon, tone: 'danger' },
};

const PromiseMark = ({ promise }: { promise: Promised }) =>
  promise.state === 'open' ? (
    <Due at={promise.due_at} />
  ) : (
    <Pill {...(LOOKS[promise.state] ?? { icon: NotFitIcon })}>{a(`promise.${promise.state as State}`)}</Pill>
  );

export function PromiseRow({ lead, promise }: { lead: LeadView; promise: Promised }) {
  const { channel, due_at, text, order_minor, state, reason, id } = promise;
  const step = lead.steps.find((one) => one.key === `promise:${id}`) ?? null;
  // What was promised by phone is kept in writing once they closed calls.
  const way = refusalOf(lead, channel) ? channelOf(step?.channel ?? 'email') : channelOf(channel);
  const keep = () => start({ kind: 'touch', lead, channel: way, step, settles: id });
  return (
    <Row
      title={text || a('promise.due', { channel: channelWord(channel), when: formatDay(due_at, now.value) })}
      mark={<PromiseMark promise={promise} />}
      testId="promise"
      acts={
        state === 'open' && (
          <>
            <Button onClick={keep} testId="promise-keep">
              {channelWord(way)}
            </Button>
            <Button
              tone="quiet"
              onClick={() => start({ kind: 'release', lead, promise: id })}
              testId="promise-release"
            >
              {a('promise.release')}
            </Button>
          </>
        )
      }
    >
      {text && (
        <p class="muted">
          {a('promise.due', { channel: channelWord(channel), when: formatDay(due_at, now.value) })}
        </p>
      )}
      {order_minor ? (
        <p>{a('promise.expects', { amount: formatMoney(order_minor, lead.currency || 'EUR') })}</p>
      ) : null}
      {reason && <p class="muted">{reason}</p>}
    </Row>
  );
}

export function RequestRow({ lead, request }: { lead: LeadView; request: InfoRequest }) {
  const { id, text, opened_at, satisfied_at } = request;
  const due = lead.clocks.find((clock) => clock.subject === id)?.due_at;
  const answer = () => start({ kind: 'touch', lead, channel: 'email', step: null, settles: id });
  return (
    <Row
      title={text}
      mark={satisfied_at === null ? <Due at={due} /> : <DoneIcon />}
      testId="question"
      acts={
        satisfied_at === null && (
          <>
            <Button onClick={answer} testId="question-answer">
              {a('ask.answer')}
            </Button>
            <Button tone="quiet" onClick={() => void saidAnswered(lead, id)} testId="question-said">
              {a('ask.said')}
            </Button>
          </>
        )
      }
    >
      <p class="muted">
        {satisfied_at === null
          ? a('ask.open', { when: formatDay(opened_at, now.value) })
          : a('ask.done', { when: formatDay(satisfied_at, now.value) })}
      </p>
    </Row>
  );
}

async function saidAnswered(lead: LeadView, id: string): Promise<void> {
  await answered(lead.id, id);
  toast(a('ask.closed'));
}

const Document = ({ href }: { href: string | null | undefined }) =>
  href ? (
    <a class="agreed-link" href={href} target="_blank" rel="noreferrer">
      <LinkIcon />
      {a('quote.document')}
    </a>
  ) : null;

async function decide(lead: LeadView, quote: Quote, state: QuoteState): Promise<void> {
  await decideQuote(lead.id, quote, state);
  toast(a('quote.decided', { number: quote.number, state: a(`quote.state.${state}`) }));
}

export const QuoteRow = ({ lead, quote }: { lead: LeadView; quote: Quote }) => (
  <Row
    title={`${quote.number} · ${formatMoney(quote.amount, quote.currency || 'EUR')}`}
    mark={
      <Pill icon={quote.state === 'accepted' ? DoneIcon : WaitingIcon}>
        {a(`quote.state.${quote.state as QuoteState}`)}
      </Pill>
    }
    testId="quote"
    acts={
      quote.state === 'sent' &&
      isOpen(lead) && (
        <>
          <Button onClick={() => void decide(lead, quote, 'accepted')} testId="quote-accept">
            {a('quote.accept')}
          </Button>
          <Button tone="quiet" onClick={() => void decide(lead, quote, 'rejected')} testId="quote-reject">
            {a('quote.reject')}
          </Button>
        </>
      )
    }
  >
    {quote.valid_until && (
      <p class="muted">{a('quote.validTo', { when: formatShortDay(quote.valid_until) })}</p>
    )}
    <Document href={quote.doc_link} />
  </Row>
);

export const SaleRow = ({ sale }: { sale: Sale }) => (
  <Row
    title={a('sale.invoice', { number: sale.invoice_no })}
    mark={<strong class="num">{formatMoney(sale.value, sale.currency || 'EUR')}</strong>}
    testId="sale"
  >
    <p class="muted">{formatDay(sale.at, now.value)}</p>
    <Document href={sale.doc_link} />
  </Row>
);
