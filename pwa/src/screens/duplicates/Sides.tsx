import { formatDay } from '../../text/format';
import { Button } from '../../ui/Button';
import { Pill } from '../../ui/Chip';
import type { FieldValue, Id } from '../../wire';
import { leadTitle, roleLine } from '../shared/facts';
import { fieldWord } from '../shared/fieldWord';
import { now } from '../shared/now';
import { usePicture } from '../shared/Picture';
import { nameOf, showOf } from '../shared/people';
import { type Choice, type Side, type Summary, shownChoices } from './pair';
import { d } from './words';

const Photo = ({ sha256 }: { sha256: string }) => {
  const url = usePicture(sha256);
  return url ? <img class="pair-photo" src={url} alt="" /> : null;
};

const wordsOf = ({ given_name, family_name, company, job_title }: Summary) => ({
  given_name,
  family_name,
  company,
  job_title,
});

interface LeadProps {
  lead: Summary;
  kept: boolean;
  onKeep: () => void;
}

/** One of the two: the card, who took it where, and how far the colleague has come. */
const Lead = ({ lead, kept, onKeep }: LeadProps) => (
  <section
    class="pair-lead"
    aria-current={kept ? 'true' : undefined}
    data-testid="pair-lead"
    data-lead={lead.id}
  >
    {lead.card && <Photo sha256={lead.card} />}
    <h3>
      <a href={`/lead/${lead.id}`}>{leadTitle(wordsOf(lead))}</a>
    </h3>
    <p class="muted">{roleLine(wordsOf(lead))}</p>
    <p>{showOf(lead.event)?.name ?? d('noShow')}</p>
    <p class="muted">
      {d('met', { who: nameOf(lead.captured_by), day: formatDay(Date.parse(lead.captured_at), now.value) })}
    </p>
    <p class="muted">
      {d('owner', { who: nameOf(lead.owner) })} · {d('contacts', { count: lead.touches })}
    </p>
    {kept ? (
      <Pill>{d('kept')}</Pill>
    ) : (
      <Button onClick={onKeep} testId="pair-keep">
        {d('keep')}
      </Button>
    )}
  </section>
);

interface SidesProps {
  leads: readonly Summary[];
  keep: Id;
  onKeep: (id: Id) => void;
}

export const Sides = ({ leads, keep, onKeep }: SidesProps) => (
  <div class="pair-sides">
    {leads.map((lead) => (
      <Lead key={lead.id} lead={lead} kept={lead.id === keep} onKeep={() => onKeep(lead.id)} />
    ))}
  </div>
);

const shown = (value: FieldValue): string => (value === null || value === '' ? d('empty') : String(value));

interface ChoicesProps {
  fields: Readonly<Record<string, Choice>>;
  /** In the order the two leads stand above. */
  sides: readonly Side[];
  picked: Readonly<Record<string, Side>>;
  onPick: (name: string, side: Side) => void;
}

/** Field by field: what both cards say, and which of it stays. */
export function Choices({ fields, sides, picked, onPick }: ChoicesProps) {
  const rows = shownChoices(fields);
  if (rows.length === 0) return <p class="muted">{d('allSame')}</p>;
  return (
    <section class="pair-choices" aria-labelledby="pair-fields">
      <h3 id="pair-fields">{d('fields')}</h3>
      {rows.map(([name, choice]) => (
        <fieldset key={name} data-testid={`choice-${name}`}>
          <legend class="label">{fieldWord(name)}</legend>
          {sides.map((side) => (
            <label key={side} class="pair-value">
              <input
                type="radio"
                name={name}
                checked={(picked[name] ?? choice.chosen) === side}
                onChange={() => onPick(name, side)}
              />
              <span>{shown(choice[side].value)}</span>
            </label>
          ))}
        </fieldset>
      ))}
    </section>
  );
}
