import { useState } from 'preact/hooks';
import { call } from '../../../api';
import { Button } from '../../../ui/Button';
import { Sheet } from '../../../ui/Sheet';
import { toast } from '../../../ui/Toast';
import type { Id } from '../../../wire';
import { Failed } from '../Failed';
import { myId } from '../people';
import { useSending } from '../sending';
import { AbsenceFields } from './AbsenceFields';
import { type Absence, type AbsenceDraft, bodyOf, draftOf } from './absence';
import { t } from './words';

const HERE: Absence = { away_from: null, away_to: null, deputy_id: null };

interface Props {
  /** Whose absence it is. */
  id: Id;
  name: string;
  absence: Absence;
  onClose: () => void;
  onSaved?: () => void;
}

function useAbsence({ id, absence, onClose, onSaved }: Props) {
  const sending = useSending();
  const [draft, setDraft] = useState(() => draftOf(absence));
  const set = (change: Partial<AbsenceDraft>) => setDraft((before) => ({ ...before, ...change }));
  const path = id === myId() ? '/api/v1/me/absence' : `/api/v1/users/${id}/absence`;
  const put = async (json: Absence, said: string) => {
    if (!(await sending.send(() => call('PUT', path, { json })))) return;
    toast(said);
    onSaved?.();
    onClose();
  };
  return { ...sending, draft, set, put };
}

/** From when to when somebody is away, and who does the work meanwhile. */
export function AbsenceSheet(props: Props) {
  const { id, name, absence, onClose } = props;
  const form = useAbsence(props);
  const { draft, busy, failed, put } = form;
  const title = id === myId() ? t('absence.ownTitle') : t('absence.title', { name });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void put(bodyOf(draft), t('absence.kept'));
  };
  return (
    <Sheet title={title} onClose={onClose} testId="absence-sheet">
      <form class="stack" onSubmit={submit} noValidate>
        <p class="muted">{t('absence.text')}</p>
        <Failed why={failed} />
        <AbsenceFields id={id} draft={draft} set={form.set} errorOf={(name) => form.errors[name]} />
        <Button
          type="submit"
          tone="signal"
          size="lg"
          wide
          disabled={busy || !draft.from}
          testId="absence-keep"
        >
          {t('absence.keep')}
        </Button>
        {absence.away_from && (
          <Button
            wide
            disabled={busy}
            onClick={() => void put(HERE, t('absence.ended'))}
            testId="absence-end"
          >
            {t('absence.end')}
          </Button>
        )}
      </form>
    </Sheet>
  );
}
