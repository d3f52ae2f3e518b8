import { useState } from 'preact/hooks';
import { api } from '../../../api';
import { session } from '../../../store';
import { Button } from '../../../ui/Button';
import { SnoozeIcon } from '../../../ui/icons';
import { toast } from '../../../ui/Toast';
import { AbsenceSheet } from './AbsenceSheet';
import type { Absence } from './absence';
import { t } from './words';

/** One's own absence, read from the server when it is opened. */
export function OwnAbsence() {
  const [absence, setAbsence] = useState<Absence | null>(null);
  const user = session.value?.user;
  const open = async () => {
    const answer = await api.get<{ user: Absence }>('/api/v1/me');
    if (answer.ok) setAbsence(answer.data.user);
    else toast(t('absence.unknown'));
  };
  if (!user) return null;
  return (
    <>
      <Button wide icon={SnoozeIcon} onClick={() => void open()} testId="own-absence">
        {t('absence.own')}
      </Button>
      {absence && (
        <AbsenceSheet id={user.id} name={user.name} absence={absence} onClose={() => setAbsence(null)} />
      )}
    </>
  );
}
