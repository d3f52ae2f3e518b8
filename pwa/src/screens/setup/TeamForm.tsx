import { useState } from 'preact/hooks';
import { api } from '../../api';
import { SelectField, TextField } from '../../ui/Field';
import { toast } from '../../ui/Toast';
import type { Id } from '../../wire';
import { useSending } from '../shared/sending';
import { Checks, Form } from './Form';
import { flip } from './person';
import type { PersonRecord, TeamRecord } from './wire';
import { t } from './words';

interface Props {
  record: TeamRecord | null;
  people: readonly PersonRecord[];
  onClose: () => void;
  onSaved: () => void;
}

type Draft = Omit<TeamRecord, 'id'>;
const EMPTY: Draft = { name: '', kind: 'field', member_ids: [], supervisor_ids: [] };

const optionsOf = (people: readonly PersonRecord[]) =>
  people.map(({ id, name }) => ({ value: id, label: name }));

function useTeamForm({ record, onClose, onSaved }: Props) {
  const sending = useSending();
  const [draft, setDraft] = useState<Draft>(record ?? EMPTY);
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const turn = (list: 'member_ids' | 'supervisor_ids') => (id: Id) => set({ [list]: flip(draft[list], id) });
  const save = async () => {
    const { name, kind, member_ids, supervisor_ids } = draft;
    const body = { name: name.trim(), kind, member_ids, supervisor_ids };
    const done = await sending.send(() =>
      record ? api.patch(`/api/v1/teams/${record.id}`, body) : api.post('/api/v1/teams', body),
    );
    if (!done) return;
    toast(t('team.saved'));
    onSaved();
    onClose();
  };
  return { ...sending, draft, set, turn, save };
}

export function TeamForm(props: Props) {
  const { busy, failed, errors, draft, set, turn, save } = useTeamForm(props);
  const supervisors = props.people.filter((person) => person.roles.includes('supervisor'));
  return (
    <Form
      title={props.record?.name ?? t('team.new')}
      busy={busy}
      failed={failed}
      onClose={props.onClose}
      onSubmit={() => void save()}
      testId="team-form"
    >
      <TextField
        label={t('team.name')}
        value={draft.name}
        onValue={(name) => set({ name })}
        error={errors.name}
        testId="team-name"
      />
      <SelectField
        label={t('team.kind')}
        value={draft.kind}
        onValue={(kind) => set({ kind: kind as Draft['kind'] })}
        options={[
          { value: 'field', label: t('team.field') },
          { value: 'desk', label: t('team.desk') },
        ]}
      />
      <Checks
        label={t('team.supervisors')}
        options={optionsOf(supervisors)}
        chosen={draft.supervisor_ids}
        onFlip={turn('supervisor_ids')}
        error={errors.supervisor_ids}
        testId="team-supervisor"
      />
      <Checks
        label={t('team.members')}
        options={optionsOf(props.people)}
        chosen={draft.member_ids}
        onFlip={turn('member_ids')}
        error={errors.member_ids}
        testId="team-member"
      />
    </Form>
  );
}
