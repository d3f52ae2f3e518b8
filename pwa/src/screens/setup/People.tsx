import { useState } from 'preact/hooks';
import { api } from '../../api';
import { Button } from '../../ui/Button';
import { Pill } from '../../ui/Chip';
import { EditIcon, LinkIcon, NotFitIcon, PlusIcon } from '../../ui/icons';
import { type Column, Table } from '../../ui/Table';
import { toast } from '../../ui/Toast';
import { roleWord } from '../shared/labels';
import { problemText } from '../shared/problem';
import { LinkSheet } from './LinkSheet';
import { Awaited, useLoaded } from './loading';
import { PersonForm } from './PersonForm';
import { Teams } from './Teams';
import type { OneTimeLink, PersonRecord, TeamRecord } from './wire';
import { t } from './words';

interface Acts {
  onEdit: (person: PersonRecord) => void;
  onLink: (person: PersonRecord) => void;
}

const RowActs = ({ person, onEdit, onLink }: Acts & { person: PersonRecord }) => (
  <span class="row-acts">
    <Button
      icon={EditIcon}
      aria-label={t('people.edit', { name: person.name })}
      onClick={() => onEdit(person)}
      testId="person-edit"
    >
      {t('edit')}
    </Button>
    {person.active && (
      <Button icon={LinkIcon} tone="quiet" onClick={() => onLink(person)} testId="person-link">
        {t('people.link')}
      </Button>
    )}
  </span>
);

const columns = (teams: readonly TeamRecord[], acts: Acts): Column<PersonRecord>[] => [
  {
    key: 'name',
    label: t('people.name'),
    cell: (person) => (
      <>
        <strong>{person.name}</strong>
        <span class="muted block">{person.email}</span>
      </>
    ),
  },
  {
    key: 'roles',
    label: t('people.roles'),
    cell: (person) => (
      <span class="pills">
        {person.roles.map((role) => (
          <Pill key={role}>{roleWord(role)}</Pill>
        ))}
        {!person.active && (
          <Pill tone="danger" icon={NotFitIcon}>
            {t('people.left')}
          </Pill>
        )}
      </span>
    ),
  },
  {
    key: 'teams',
    label: t('people.teams'),
    cell: (person) =>
      teams
        .filter((team) => person.team_ids.includes(team.id))
        .map((team) => team.name)
        .join(', '),
  },
  { key: 'acts', label: t('acts'), isActs: true, cell: (person) => <RowActs person={person} {...acts} /> },
];

type Shown = { name: string; link: OneTimeLink } | null;

/** Who works here, what they may do, and the way in for somebody new. */
export function People() {
  const people = useLoaded<PersonRecord[]>('/api/v1/users');
  const teams = useLoaded<TeamRecord[]>('/api/v1/teams');
  const [open, setOpen] = useState<PersonRecord | 'new' | null>(null);
  const [link, setLink] = useState<Shown>(null);
  const invite = async (person: PersonRecord) => {
    const answer = await api.post<OneTimeLink>(`/api/v1/users/${person.id}/link`);
    if (answer.ok) setLink({ name: person.name, link: answer.data });
    else toast(problemText(answer));
  };
  return (
    <>
      <div class="setup-acts">
        <Button tone="signal" icon={PlusIcon} onClick={() => setOpen('new')} testId="person-new">
          {t('people.new')}
        </Button>
      </div>
      <Awaited of={people}>
        {(list) => (
          <Table
            caption={t('people.table')}
            columns={columns(teams.data ?? [], { onEdit: setOpen, onLink: (person) => void invite(person) })}
            rows={list}
            rowKey={(person) => person.id}
            testId="people-table"
          />
        )}
      </Awaited>
      <Teams teams={teams} people={people.data ?? []} onChanged={people.reload} />
      {open && (
        <PersonForm
          record={open === 'new' ? null : open}
          teams={teams.data ?? []}
          onClose={() => setOpen(null)}
          onSaved={people.reload}
          onLink={(name, made) => setLink({ name, link: made })}
        />
      )}
      {link && <LinkSheet {...link} onClose={() => setLink(null)} />}
    </>
  );
}
