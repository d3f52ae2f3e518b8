import { settings } from '../../../store';
import { SelectField, TextField } from '../../../ui/Field';
import type { Id } from '../../../wire';
import { localDay } from '../days';
import type { AbsenceDraft } from './absence';
import { t } from './words';

const colleagues = (id: Id | null) =>
  settings.value.users
    .filter((user) => user.active !== false && user.id !== id)
    .map((user) => ({ value: user.id, label: user.name }));

interface Props {
  /** Whose absence it is; null: somebody new. */
  id: Id | null;
  draft: AbsenceDraft;
  set: (change: Partial<AbsenceDraft>) => void;
  errorOf: (name: string) => string | undefined;
}

/** First and last day, and who stands in. */
export const AbsenceFields = ({ id, draft, set, errorOf }: Props) => (
  <>
    <TextField
      label={t('absence.from')}
      type="date"
      value={draft.from}
      onValue={(from) => set({ from })}
      error={errorOf('away_from')}
      testId="absence-from"
    />
    <TextField
      label={t('absence.to')}
      type="date"
      min={draft.from || localDay()}
      value={draft.to}
      onValue={(to) => set({ to })}
      error={errorOf('away_to')}
      testId="absence-to"
    />
    <SelectField
      label={t('absence.deputy')}
      empty={t('absence.none')}
      options={colleagues(id)}
      value={draft.deputy}
      onValue={(deputy) => set({ deputy })}
      error={errorOf('deputy_id')}
      testId="absence-deputy"
    />
  </>
);
