import { useState } from 'preact/hooks';
import { api } from '../../api';
import { Button } from '../../ui/Button';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import { Failed } from '../shared/Failed';
import { PasswordField } from '../shared/PasswordField';
import { useSending } from '../shared/sending';
import { t } from './words';

/** One's own password, changed by whoever still knows the old one. */
export function PasswordSheet({ onClose }: { onClose: () => void }) {
  const [current, setCurrent] = useState('');
  const [chosen, setChosen] = useState('');
  const { busy, failed, errors, send } = useSending();
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const json = { current, new: chosen };
    if (!(await send(() => api.post('/api/v1/me/password', json, { cookieOnly: true, as: 'none' })))) return;
    toast(t('password.done'));
    onClose();
  };
  return (
    <Sheet title={t('password')} onClose={onClose} testId="password-sheet">
      <form class="account-form" onSubmit={submit} noValidate>
        <Failed why={failed} testId="password-failed" />
        <PasswordField
          label={t('password.current')}
          kind="current"
          value={current}
          onValue={setCurrent}
          error={errors.current}
          testId="password-current"
        />
        <PasswordField
          label={t('password.new')}
          hint={t('password.hint')}
          kind="new"
          value={chosen}
          onValue={setChosen}
          error={errors.new}
          testId="password-new"
        />
        <p class="muted">{t('password.text')}</p>
        <Button type="submit" tone="signal" size="lg" wide disabled={busy} testId="password-keep">
          {t('password.keep')}
        </Button>
      </form>
    </Sheet>
  );
}
