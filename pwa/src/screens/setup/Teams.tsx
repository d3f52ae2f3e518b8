import { useState } from 'preact/hooks';
import { Button } from '../../ui/Button';
import { EditIcon, PlusIcon } from '../../ui/icons';
import { Awaited, type Loaded } from './loading';
import { TeamForm } from './TeamForm';
import type { PersonRecord, TeamRecord } from './wire';
import { t } from './words';

interface Props {
  teams: Loaded<TeamRecord[]>;
  people: readonly PersonRecord[];
  onChanged: () => void;
}

const TeamRow = ({ team, onEdit }: { team: TeamRecord; onEdit: () => void }) => (
  <li class="record" data-testid="team-row">
    <div class="record-words">
      <h3>{team.name}</h3>
      <p class="muted">
        {t(`team.${team.kind}`)} · {t('team.count', { count: team.member_ids.length })}
      </p>
    </div>
    <Button icon={EditIcon} aria-label={t('team.edit', { name: team.name })} onClick={onEdit}>
      {t('edit')}
    </Button>
  </li>
);

/** Who shares leads with whom, and who answers for them. */
export function Teams({ teams, people, onChanged }: Props) {
  const [open, setOpen] = useState<TeamRecord | 'new' | null>(null);
  const saved = () => {
    teams.reload();
    onChanged();
  };
  return (
    <section class="teams" aria-labelledby="teams">
      <header class="setup-acts">
        <div>
          <h2 id="teams">{t('team.title')}</h2>
          <p class="muted">{t('team.text')}</p>
        </div>
        <Button icon={PlusIcon} onClick={() => setOpen('new')} testId="team-new">
          {t('team.new')}
        </Button>
      </header>
      <Awaited of={teams}>
        {(list) => (
          <ul>
            {list.map((team) => (
              <TeamRow key={team.id} team={team} onEdit={() => setOpen(team)} />
            ))}
          </ul>
        )}
      </Awaited>
      {open && (
        <TeamForm
          record={open === 'new' ? null : open}
          people={people}
          onClose={() => setOpen(null)}
          onSaved={saved}
        />
      )}
    </section>
  );
}
