import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { api } from '../../api';
import { entry, leaveEntry } from '../../entry';
import { registerBrowser } from '../../store';
import { translator } from '../../text';
import { signin } from '../../text/en/signin';
import { Button, ButtonLink } from '../../ui/Button';
import { Failed } from '../shared/Failed';
import { PasswordField } from '../shared/PasswordField';
import { useSending } from '../shared/sending';
import { type Welcome, Welcoming } from '../shared/Welcoming';

const t = translator(signin);

/** Opened by the one-time link a new colleague gets: choose a password, and be in. */
export function ChoosePasswordScreen() {
  const { route } = useLocation();
  const [password, setPassword] = useState('');
  const { busy, failed, errors, send, setFailed } = useSending();
  const token = entry.value?.kind === 'password' ? entry.value.token : '';

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const done = await send(() =>
      api.post<Welcome>('/api/v1/links', { token, password }, { cookieOnly: true }),
    );
    if (!done) return;
    const paired = await registerBrowser(done.data);
    if (!paired.ok) return setFailed(paired.title);
    leaveEntry();
    route(done.data.home, true);
  };

  return (
    <Welcoming title={t('choose.title')} text={t('choose.text')}>
      <form class="stack" onSubmit={submit} noValidate>
        <Failed why={failed} />
        <PasswordField
          label={t('choose.password')}
          hint={t('choose.hint')}
          kind="new"
          value={password}
          onValue={setPassword}
          error={errors.password}
          testId="choose-password"
        />
        <Button type="submit" tone="signal" size="lg" wide disabled={busy} testId="choose-submit">
          {busy ? t('busy') : t('choose.submit')}
        </Button>
        <ButtonLink href="/signin" tone="quiet" wide onClick={leaveEntry}>
          {t('otherWay')}
        </ButtonLink>
      </form>
    </Welcoming>
  );
}
