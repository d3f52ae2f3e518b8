import { useEffect, useState } from 'preact/hooks';
import { api } from '../../api';
import { lead as leadOf } from '../../store';
import type { LeadView } from '../../store/types';
import { t as words } from '../../text';
import { Button, ButtonLink } from '../../ui/Button';
import { ClassMark, isRating, RatingPill } from '../../ui/Rating';
import type { Id, LeadDocument } from '../../wire';
import { Card } from '../lead/Card';
import { readable, shownFields } from '../lead/fields';
import { Plan } from '../lead/Plan';
import { leadTitle, newestNote, roleLine, text } from '../shared/facts';
import { fieldWord } from '../shared/fieldWord';
import { nameOf } from '../shared/people';
import { refusalOfField, refusalText } from '../shared/refusal';
import { t } from './words';

/** The lead from this device; one it has not synced yet comes from the server. */
function useLead(id: Id): LeadView | null {
  const here = leadOf(id).value;
  const [fetched, setFetched] = useState<LeadView | null>(null);
  useEffect(() => {
    setFetched(null);
    if (here) return;
    const ended = new AbortController();
    void api.get<LeadDocument>(`/api/v1/leads/${id}`, { signal: ended.signal }).then((answer) => {
      if (answer.ok) setFetched({ ...answer.data, unsent: 0, refused: 0, onServer: true, pending: [] });
    });
    return () => ended.abort();
  }, [id, here === undefined]);
  return here ?? fetched;
}

/** What may not be used is not shown where it could be copied from. */
const refused = (lead: LeadView, name: string): string | null => {
  const refusal = refusalOfField(lead, name);
  return refusal && refusalText(refusal);
};

const Facts = ({ lead }: { lead: LeadView }) => (
  <dl class="preview-facts">
    {shownFields(lead)
      .filter((name) => text(lead.fields, name))
      .map((name) => (
        <div class="preview-fact" key={name}>
          <dt class="label">{fieldWord(name)}</dt>
          <dd>{refused(lead, name) ?? readable(lead, name)}</dd>
        </div>
      ))}
    <div class="preview-fact">
      <dt class="label">{t('owner')}</dt>
      <dd>
        {nameOf(lead.owner)}
        {lead.owner_why && <span class="muted block">{lead.owner_why}</span>}
        {lead.acting_why && <span class="muted block">{lead.acting_why}</span>}
        {lead.escalation && <span class="error block">{lead.escalation.why}</span>}
      </dd>
    </div>
  </dl>
);

interface Props {
  id: Id;
  onAssign?: (() => void) | undefined;
}

/** The card and its fields side by side with the table: enough to decide without opening the lead. */
export function Preview({ id, onAssign }: Props) {
  const lead = useLead(id);
  if (!lead) return <p class="muted">{t('preview.away')}</p>;
  const note = newestNote(lead);
  return (
    <article class="preview" data-testid="preview" data-lead={id}>
      <header>
        {lead.class && <ClassMark value={lead.class} />}
        <div>
          <h2>{leadTitle(lead.fields) || words('lead.unnamed')}</h2>
          <p class="muted">{roleLine(lead.fields)}</p>
        </div>
        {isRating(lead.fields.rating) && <RatingPill rating={lead.fields.rating} />}
      </header>
      <Card key={id} lead={lead} />
      {note && <blockquote class="said">{note.text}</blockquote>}
      <Facts lead={lead} />
      <Plan lead={lead} />
      <div class="preview-acts">
        {onAssign && (
          <Button shortcut="A" onClick={onAssign} testId="preview-assign">
            {t('bulk.assign')}
          </Button>
        )}
        <ButtonLink href={`/lead/${id}`} shortcut="O" testId="preview-open">
          {t('preview.open')}
        </ButtonLink>
      </div>
    </article>
  );
}
