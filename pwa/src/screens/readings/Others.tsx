import { useState } from 'preact/hooks';
import { leads } from '../../store';
import type { LeadView } from '../../store/types';
import { Button, ButtonLink } from '../../ui/Button';
import { toast } from '../../ui/Toast';
import type { Capture, FieldSet } from '../../wire';
import { leadTitle, roleLine } from '../shared/facts';
import { leadOf, type OtherCard } from './compare';
import { makeLead } from './make';
import { r } from './words';

const nameOf = (set: FieldSet): string => leadTitle(set) || r('others.unnamed');

interface Props {
  lead: LeadView;
  capture: Capture;
  cards: readonly OtherCard[];
}

function Card({ lead, capture, card }: Omit<Props, 'cards'> & { card: OtherCard }) {
  const [busy, setBusy] = useState(false);
  const known = leadOf(leads.value, lead.id, card);
  const make = async () => {
    setBusy(true);
    const made = await makeLead(lead, capture, card);
    setBusy(false);
    toast(made ? r('others.made', { name: nameOf(card.set) }) : r('others.failed'));
  };
  return (
    <li class="other-card" data-testid="other-card">
      <div>
        <strong>{nameOf(card.set)}</strong>
        <p class="muted">{roleLine(card.set)}</p>
      </div>
      {known ? (
        <ButtonLink href={`/lead/${known}`} testId="other-open">
          {r('others.open')}
        </ButtonLink>
      ) : (
        <Button tone="signal" disabled={busy} onClick={make} testId="other-make">
          {r('others.make')}
        </Button>
      )}
    </li>
  );
}

/** "Also on this picture": each further card, to make a lead of. */
export const Others = ({ cards, ...rest }: Props) =>
  cards.length === 0 ? null : (
    <section class="stack">
      <h3>{r('others.title', { count: cards.length })}</h3>
      <ul class="other-cards">
        {cards.map((card, i) => (
          <Card key={String(i)} card={card} {...rest} />
        ))}
      </ul>
    </section>
  );
