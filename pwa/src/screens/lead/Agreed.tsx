import type { LeadView } from '../../store/types';
import { Button } from '../../ui/Button';
import { start } from '../shared/actions/actions';
import { a } from '../shared/agreed/words';
import { isOpen } from '../shared/facts';
import { PromiseRow, QuoteRow, RequestRow, SaleRow } from './AgreedRows';

const New = ({ lead }: { lead: LeadView }) => (
  <div class="lead-more">
    {(['promise', 'ask', 'quote'] as const).map((kind) => (
      <Button key={kind} onClick={() => start({ kind, lead })} testId={`lead-${kind}`}>
        {a(`agreed.${kind}`)}
      </Button>
    ))}
  </div>
);

/** Promises, questions, offers and sales: what one side owes the other. */
export const Agreed = ({ lead }: { lead: LeadView }) => {
  const promises = [...lead.promises].sort((x, y) => y.due_at - x.due_at);
  const known = promises.length + lead.requests.length + lead.quotes.length + lead.sales.length;
  return (
    <section class="panel" aria-labelledby="lead-agreed">
      <h2 id="lead-agreed">{a('agreed.title')}</h2>
      {known === 0 && <p class="muted">{a('agreed.none')}</p>}
      {known > 0 && (
        <ul data-testid="agreed">
          {promises.map((promise) => (
            <PromiseRow key={promise.id} lead={lead} promise={promise} />
          ))}
          {lead.requests.map((request) => (
            <RequestRow key={request.id} lead={lead} request={request} />
          ))}
          {lead.quotes.map((quote) => (
            <QuoteRow key={quote.id} lead={lead} quote={quote} />
          ))}
          {lead.sales.map((sale) => (
            <SaleRow key={sale.id} sale={sale} />
          ))}
        </ul>
      )}
      {isOpen(lead) && <New lead={lead} />}
    </section>
  );
};
