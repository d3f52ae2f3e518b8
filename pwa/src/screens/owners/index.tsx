import { useState } from 'preact/hooks';
import { formatDay } from '../../text/format';
import { Button } from '../../ui/Button';
import { Pill } from '../../ui/Chip';
import { AlertIcon, NotFitIcon, PersonIcon, SnoozeIcon } from '../../ui/icons';
import { type Column, Table } from '../../ui/Table';
import { Awaited, useLoaded } from '../setup/loading';
import { AbsenceSheet } from '../shared/absence/AbsenceSheet';
import { t } from '../shared/absence/words';
import { now } from '../shared/now';
import { nameOf } from '../shared/people';
import { HandOverSheet } from './HandOverSheet';
import { Latest } from './Latest';
import './owners.css';
import type { Handover, Owner } from './owners';

const day = (instant: string): string => formatDay(Date.parse(instant), now.value);

const Holds = ({ person }: { person: Owner }) => {
  const { open, ab, overdue, escalated, covering } = person;
  const more = [
    ab > 0 && t('ab', { count: ab }),
    overdue > 0 && t('overdue', { count: overdue }),
    escalated > 0 && t('escalated', { count: escalated }),
    covering > 0 && t('covering', { count: covering }),
  ].filter(Boolean);
  return (
    <>
      <strong class="num">{t('open', { count: open })}</strong>
      {more.length > 0 && <span class="muted block num">{more.join(' · ')}</span>}
    </>
  );
};

const awayWords = ({ away, away_from, away_to }: Owner): string => {
  if (!away) return t('awayFrom', { when: away_from ? day(away_from) : '' });
  return away_to ? t('awayUntil', { when: day(away_to) }) : t('away');
};

const Absent = ({ person }: { person: Owner }) => {
  const gone = person.away_to !== null && Date.parse(person.away_to) <= now.value;
  if (person.away_from === null || gone) return null;
  return (
    <>
      <Pill icon={SnoozeIcon}>{awayWords(person)}</Pill>
      <span class={person.deputy_id ? 'muted' : 'error'}>
        {person.deputy_id ? t('deputy', { who: nameOf(person.deputy_id) }) : t('nobody')}
      </span>
    </>
  );
};

const State = ({ person }: { person: Owner }) => (
  <span class="pills">
    {!person.active && (
      <Pill tone="danger" icon={NotFitIcon}>
        {t('left')}
      </Pill>
    )}
    {person.contract_until && (
      <Pill {...(person.ends_soon && { tone: 'danger' as const, icon: AlertIcon })}>
        {t('ends', { when: day(person.contract_until) })}
      </Pill>
    )}
    <Absent person={person} />
  </span>
);

interface Acts {
  onAbsence: (person: Owner) => void;
  onHandOver: (person: Owner) => void;
}

const RowActs = ({ person, onAbsence, onHandOver }: Acts & { person: Owner }) => (
  <span class="row-acts">
    <Button
      icon={SnoozeIcon}
      aria-label={t('absenceOf', { name: person.name })}
      onClick={() => onAbsence(person)}
      testId="owner-absence"
    >
      {t('absence')}
    </Button>
    {person.open > 0 && (
      <Button
        icon={PersonIcon}
        aria-label={t('handOverOf', { name: person.name })}
        onClick={() => onHandOver(person)}
        testId="owner-hand-over"
      >
        {t('handOver')}
      </Button>
    )}
  </span>
);

const columns = (acts: Acts): Column<Owner>[] => [
  { key: 'name', label: t('person'), cell: (person) => <strong>{person.name}</strong> },
  { key: 'holds', label: t('holds'), cell: (person) => <Holds person={person} /> },
  { key: 'state', label: t('state'), cell: (person) => <State person={person} /> },
  { key: 'acts', label: t('acts'), isActs: true, cell: (person) => <RowActs person={person} {...acts} /> },
];

/** Who holds which leads, who is away, whose contract ends; and handing a whole queue over. */
export function Owners() {
  const people = useLoaded<Owner[]>('/api/v1/owners');
  const handovers = useLoaded<Handover[]>('/api/v1/handovers');
  const [away, setAway] = useState<Owner | null>(null);
  const [giving, setGiving] = useState<Owner | null>(null);
  const reload = () => {
    people.reload();
    handovers.reload();
  };
  const acts = columns({ onAbsence: setAway, onHandOver: setGiving });
  return (
    <>
      <p class="muted">{t('text')}</p>
      <Awaited of={people}>
        {(list) => (
          <Table
            caption={t('table')}
            columns={acts}
            rows={list}
            rowKey={({ id }) => id}
            testId="owners-table"
          />
        )}
      </Awaited>
      <Latest of={handovers} onChanged={reload} />
      {away && (
        <AbsenceSheet
          id={away.id}
          name={away.name}
          absence={away}
          onClose={() => setAway(null)}
          onSaved={reload}
        />
      )}
      {giving && (
        <HandOverSheet
          person={giving}
          others={(people.data ?? []).filter(({ id, active }) => active && id !== giving.id)}
          onClose={() => setGiving(null)}
          onChanged={reload}
        />
      )}
    </>
  );
}
