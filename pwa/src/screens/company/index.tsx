import { useEffect, useState } from 'preact/hooks';
import { api } from '../../api';
import { leads } from '../../store';
import type { LeadView } from '../../store/types';
import { t, translator } from '../../text';
import { company } from '../../text/en/company';
import { formatDay } from '../../text/format';
import { Pill } from '../../ui/Chip';
import { DownIcon } from '../../ui/icons';
import type { Id } from '../../wire';
import { closingWord, statusWord } from '../shared/labels';
import { now } from '../shared/now';
import { nameOf } from '../shared/people';
import { w as work } from '../shared/words';
import { type Encounter, encountersHere, type History, together } from './history';

const w = translator(company);

/** What the server knows; null while it does not answer. */
function useHistory(lead: Id, rev: number): History | null {
  const [told, setTold] = useState<History | null>(null);
  useEffect(() => {
    if (rev === 0) return;
    const ended = new AbortController();
    const { signal } = ended;
    void api.get<History>(`/api/v1/leads/${lead}/related`, { signal }).then((answer) => {
      if (answer.ok) setTold(answer.data);
    });
    return () => ended.abort();
  }, [lead, rev]);
  return told;
}

type Role = 'buyer' | 'influencer' | 'introducer' | 'user';
const ROLES: readonly string[] = ['buyer', 'influencer', 'introducer', 'user'];
const roleWord = (role: string | null): string =>
  role && ROLES.includes(role) ? work(`role.${role as Role}`) : '';

function Row({ one }: { one: Encounter }) {
  const name = [one.given_name, one.family_name].filter(Boolean).join(' ') || one.company;
  const when = (at: number) => formatDay(at, now.value);
  const facts = [
    one.job_title ?? '',
    roleWord(one.role),
    w('met', { when: when(one.captured_at), who: nameOf(one.captured_by) }),
    one.last_touch_at === null ? '' : w('contacted', { when: when(one.last_touch_at) }),
    one.competitor ? w('competitor', { name: one.competitor }) : '',
  ];
  return (
    <li class="plan-row" data-testid="related" data-lead={one.id}>
      <div>
        <a href={`/lead/${one.id}`}>
          <strong>{name || t('lead.unnamed')}</strong>
        </a>
        <p class="muted">{facts.filter(Boolean).join(' · ')}</p>
      </div>
      {one.same === 'person' && <Pill>{w('person')}</Pill>}
      <Pill>{one.outcome ? closingWord(one.outcome) : statusWord(one.status)}</Pill>
    </li>
  );
}

/** In sight; a large customer's other people fold away. */
const SHOWN = 4;

const People = ({ of }: { of: readonly Encounter[] }) => (
  <ul>
    {of.map((one) => (
      <Row key={one.id} one={one} />
    ))}
  </ul>
);

/** Other people and earlier meetings: what the company has said before, whoever said it. */
export function CompanyHistory({ lead }: { lead: LeadView }) {
  const told = useHistory(lead.id, lead.rev);
  const all = together(encountersHere(lead, leads.value), told);
  const elsewhere = told?.elsewhere ?? 0;
  if (all.length === 0 && elsewhere === 0) return null;
  return (
    <section class="panel" aria-labelledby="lead-company">
      <h2 id="lead-company">{w('title')}</h2>
      <People of={all.slice(0, SHOWN)} />
      {all.length > SHOWN && (
        <details class="why">
          <summary>
            {w('more', { count: all.length - SHOWN })}
            <span class="turn">
              <DownIcon />
            </span>
          </summary>
          <People of={all.slice(SHOWN)} />
        </details>
      )}
      {elsewhere > 0 && <p class="muted">{w('elsewhere', { count: elsewhere })}</p>}
      {!told && <p class="muted">{w('offline')}</p>}
    </section>
  );
}
