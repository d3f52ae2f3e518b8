import { useState } from 'preact/hooks';
import { has } from '../../access';
import { api } from '../../api';
import { settings } from '../../store';
import { CheckField, TextField } from '../../ui/Field';
import { toast } from '../../ui/Toast';
import type { Id } from '../../wire';
import { AbsenceFields } from '../shared/absence/AbsenceFields';
import { roleWord } from '../shared/labels';
import { useSending } from '../shared/sending';
import { Checks, Form } from './Form';
import {
  draftOf,
  flip,
  newPerson,
  type PersonDraft,
  personBody,
  ROLES,
  type Wrong,
  wrongWith,
} from './person';
import type { OneTimeLink, PersonRecord, TeamRecord } from './wire';
import { t } from './words';

interface Props {
  record: PersonRecord | null;
  teams: readonly TeamRecord[];
  onClose: () => void;
  onSaved: () => void;
  /** A new person's one-time link, shown this once. */
  onLink: (name: string, link: OneTimeLink) => void;
}

function usePersonForm({ record, onClose, onSaved, onLink }: Props) {
  const sending = useSending();
  const [draft, setDraft] = useState(() => (record ? draftOf(record) : newPerson()));
  const [wrong, setWrong] = useState<Wrong>({});
  const set = (change: Partial<PersonDraft>) => setDraft((before) => ({ ...before, ...change }));
  const errorOf = (name: string) => {
    const found = wrong[name as keyof Wrong];
    return found ? t(`wrong.${found}`) : sending.errors[name];
  };
  const save = async () => {
    const found = wrongWith(draft);
    setWrong(found);
    if (Object.keys(found).length > 0) return;
    const body = personBody(draft);
    const done = await sending.send(() =>
      record
        ? api.patch<Partial<{ link: OneTimeLink }>>(`/api/v1/users/${record.id}`, body)
        : api.post<Partial<{ link: OneTimeLink }>>('/api/v1/users', body),
    );
    if (!done) return;
    onSaved();
    onClose();
    if (done.data.link) onLink(body.name, done.data.link);
    else toast(t('people.saved', { name: body.name }));
  };
  return { ...sending, draft, set, errorOf, save };
}

type Part = ReturnType<typeof usePersonForm>;

const Basics = ({ draft, set, errorOf }: Part) => (
  <>
    <TextField
      label={t('people.name')}
      value={draft.name}
      onValue={(name) => set({ name })}
      error={errorOf('name')}
      testId="person-name"
    />
    <TextField
      label={t('people.email')}
      type="email"
      autoComplete="off"
      value={draft.email}
      onValue={(email) => set({ email })}
      error={errorOf('email')}
      testId="person-email"
    />
    <Checks
      label={t('people.roles')}
      error={errorOf('roles')}
      options={ROLES.map((value) => ({
        value,
        label: `${roleWord(value)}: ${t(`role.${value}.hint`)}`,
      }))}
      chosen={draft.roles}
      onFlip={(role) => set({ roles: flip(draft.roles, role) })}
      testId="person-role"
    />
  </>
);

const sells = (roles: readonly string[]): boolean => has(roles, 'rep', 'contractor', 'supervisor');

const Rest = ({ draft, set, errorOf, id }: Part & { id: Id | null }) => (
  <>
    <TextField
      label={t('people.languages')}
      hint={t('people.languages.hint')}
      value={draft.languages}
      onValue={(languages) => set({ languages })}
      error={errorOf('languages') ?? errorOf('languages.0')}
    />
    <TextField
      label={t('people.phone')}
      type="tel"
      value={draft.phone}
      onValue={(phone) => set({ phone })}
      error={errorOf('phone')}
    />
    {sells(draft.roles) && (
      <>
        <TextField
          label={t('people.products')}
          hint={t('people.products.hint')}
          value={draft.products}
          onValue={(products) => set({ products })}
          error={errorOf('products')}
          testId="person-products"
        />
        <TextField
          label={t('people.capacity')}
          hint={t('people.capacity.hint')}
          inputMode="numeric"
          value={draft.capacity}
          onValue={(capacity) => set({ capacity })}
          error={errorOf('capacity')}
          testId="person-capacity"
        />
        <TextField
          label={t('people.cost', { currency: settings.value.org?.currency ?? '' })}
          hint={t('people.cost.hint')}
          inputMode="decimal"
          value={draft.cost}
          onValue={(cost) => set({ cost })}
          error={errorOf('cost_per_hour')}
          testId="person-cost"
        />
        <AbsenceFields
          id={id}
          draft={draft.away}
          set={(change) => set({ away: { ...draft.away, ...change } })}
          errorOf={errorOf}
        />
      </>
    )}
    {draft.roles.includes('contractor') && (
      <TextField
        label={t('people.contract')}
        type="date"
        value={draft.contract}
        onValue={(contract) => set({ contract })}
        error={errorOf('contract_until')}
      />
    )}
    {id !== null && (
      <CheckField label={t('people.active')} checked={draft.active} onChecked={(active) => set({ active })} />
    )}
  </>
);

export function PersonForm(props: Props) {
  const form = usePersonForm(props);
  const { draft, set } = form;
  return (
    <Form
      title={props.record?.name ?? t('people.new')}
      busy={form.busy}
      failed={form.failed}
      onClose={props.onClose}
      onSubmit={() => void form.save()}
      testId="person-form"
    >
      <Basics {...form} />
      {props.teams.length > 0 && (
        <Checks
          label={t('people.teams')}
          options={props.teams.map(({ id, name }) => ({ value: id, label: name }))}
          chosen={draft.team_ids}
          onFlip={(id) => set({ team_ids: flip(draft.team_ids, id) })}
          testId="person-team"
        />
      )}
      <Rest {...form} id={props.record?.id ?? null} />
    </Form>
  );
}
