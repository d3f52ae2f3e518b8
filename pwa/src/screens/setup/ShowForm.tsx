import { useState } from 'preact/hooks';
import { api } from '../../api';
import { settings } from '../../store';
import { Button, IconButton } from '../../ui/Button';
import { TextField } from '../../ui/Field';
import { CloseIcon, PlusIcon } from '../../ui/icons';
import { toast } from '../../ui/Toast';
import type { Chip } from '../../wire';
import { localDay } from '../shared/days';
import { ZoneField } from '../shared/fields';
import { useSending } from '../shared/sending';
import { Checks, Form } from './Form';
import { Money } from './Money';
import { flip } from './person';
import { draftOf, MOST_CHIPS, newShow, type ShowDraft, showBody, type Wrong, wrongWith } from './show';
import type { ShowRecord } from './wire';
import { t } from './words';

interface PartProps {
  draft: ShowDraft;
  set: (change: Partial<ShowDraft>) => void;
}

function Chips({ draft, set }: PartProps) {
  const change = (index: number, label: string) =>
    set({ chips: draft.chips.map((chip, at) => (at === index ? { ...chip, label } : chip)) });
  const remove = (chip: Chip) => set({ chips: draft.chips.filter((one) => one !== chip) });
  return (
    <fieldset class="field">
      <legend>{t('show.chips')}</legend>
      <p class="hint">{t('show.chips.hint')}</p>
      {draft.chips.map((chip, index) => (
        <div class="chip-edit" key={index}>
          <input
            class="input"
            aria-label={t('show.chip', { number: index + 1 })}
            maxLength={40}
            value={chip.label}
            onInput={(event) => change(index, event.currentTarget.value)}
            data-testid={`show-chip-${index}`}
          />
          <IconButton
            icon={CloseIcon}
            label={t('show.chip.remove', { chip: chip.label })}
            onClick={() => remove(chip)}
          />
        </div>
      ))}
      {draft.chips.length < MOST_CHIPS && (
        <Button icon={PlusIcon} onClick={() => set({ chips: [...draft.chips, { slug: '', label: '' }] })}>
          {t('show.chip.add')}
        </Button>
      )}
    </fieldset>
  );
}

type ErrorOf = (name: keyof ShowDraft) => string | undefined;

const Basics = ({ draft, set, errorOf }: PartProps & { errorOf: ErrorOf }) => (
  <>
    <TextField
      label={t('show.name')}
      value={draft.name}
      onValue={(name) => set({ name })}
      error={errorOf('name')}
      testId="show-name"
    />
    <TextField
      label={t('show.venue')}
      value={draft.venue}
      onValue={(venue) => set({ venue })}
      error={errorOf('venue')}
      testId="show-venue"
    />
    <div class="pair">
      <TextField
        label={t('show.starts_on')}
        type="date"
        value={draft.starts_on}
        onValue={(starts_on) => set({ starts_on })}
        error={errorOf('starts_on')}
      />
      <TextField
        label={t('show.ends_on')}
        type="date"
        value={draft.ends_on}
        onValue={(ends_on) => set({ ends_on })}
        error={errorOf('ends_on')}
      />
    </div>
    <ZoneField label={t('show.tz')} value={draft.tz} onValue={(tz) => set({ tz })} error={errorOf('tz')} />
  </>
);

interface Props {
  record: ShowRecord | null;
  onClose: () => void;
  onSaved: () => void;
}

function useShowForm({ record, onClose, onSaved }: Props) {
  const sending = useSending();
  const [draft, setDraft] = useState(() =>
    record ? draftOf(record) : newShow(Intl.DateTimeFormat().resolvedOptions().timeZone, localDay()),
  );
  const [wrong, setWrong] = useState<Wrong>({});
  const set = (change: Partial<ShowDraft>) => setDraft((before) => ({ ...before, ...change }));
  const errorOf: ErrorOf = (name) => {
    const found = wrong[name as keyof Wrong];
    return found ? t(`wrong.${found}`) : sending.errors[name];
  };
  const save = async () => {
    const found = wrongWith(draft);
    setWrong(found);
    if (Object.keys(found).length > 0) return;
    const body = showBody(draft, record === null);
    const done = await sending.send(() =>
      record ? api.patch(`/api/v1/events/${record.id}`, body) : api.post('/api/v1/events', body),
    );
    if (!done) return;
    toast(t('show.saved'));
    onSaved();
    onClose();
  };
  return { ...sending, draft, set, errorOf, save };
}

export function ShowForm(props: Props) {
  const { busy, failed, errors, draft, set, errorOf, save } = useShowForm(props);
  const sending = (name: string) => errors[name];
  const staff = settings.value.users.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Form
      title={props.record?.name ?? t('show.new')}
      busy={busy}
      failed={failed}
      onClose={props.onClose}
      onSubmit={() => void save()}
      testId="show-form"
    >
      <Basics draft={draft} set={set} errorOf={errorOf} />
      <Chips draft={draft} set={set} />
      <div class="pair">
        <TextField
          label={t('show.target')}
          inputMode="numeric"
          value={draft.target}
          onValue={(target) => set({ target })}
          error={sending('target_leads')}
          testId="show-target"
        />
        <TextField
          label={t('show.roi')}
          hint={t('show.roi.hint')}
          inputMode="numeric"
          value={draft.roi}
          onValue={(roi) => set({ roi })}
          error={sending('required_roi')}
        />
      </div>
      {props.record && <Money show={props.record.id} />}
      <Checks
        label={t('show.staff')}
        hint={t('show.staff.hint')}
        options={staff}
        chosen={draft.staff_ids}
        onFlip={(id) => set({ staff_ids: flip(draft.staff_ids, id) })}
        testId="show-staff"
      />
    </Form>
  );
}
