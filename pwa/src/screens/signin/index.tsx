import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { api } from '../../api';
import { registerBrowser } from '../../store';
import { translator } from '../../text';
import { signin } from '../../text/en/signin';
import { Button, ButtonLink } from '../../ui/Button';
import { TextField } from '../../ui/Field';
import { KeyboardIcon, ScanIcon } from '../../ui/icons';
import { QrScanner } from '../enrol/QrScanner';
import { Failed } from '../shared/Failed';
import { PasswordField } from '../shared/PasswordField';
import { useSending } from '../shared/sending';
import { type Welcome, Welcoming } from '../shared/Welcoming';

const t = translator(signin);

type Way = 'choose' | 'scan' | 'password';

function PasswordForm() {
  const { route } = useLocation();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { busy, failed, errors, send, setErrors, setFailed } = useSending();

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const empty = [!email.trim() && 'email', !password && 'password'].filter((name) => name !== false);
    if (empty.length > 0) return setErrors(Object.fromEntries(empty.map((name) => [name, t('needed')])));
    const done = await send(() => api.post<Welcome>('/api/v1/session', { email: email.trim(), password }));
    if (!done) return;
    const paired = await registerBrowser(done.data);
    if (paired.ok) route(done.data.home, true);
    else setFailed(paired.title);
  };

  return (
    <form class="stack" onSubmit={submit} noValidate>
      <Failed why={failed} testId="signin-failed" />
      <TextField
        label={t('email')}
        type="email"
        autoComplete="username"
        value={email}
        onValue={setEmail}
        error={errors.email}
        testId="signin-email"
      />
      <PasswordField
        label={t('password')}
        kind="current"
        value={password}
        onValue={setPassword}
        error={errors.password}
        testId="signin-password"
      />
      <Button type="submit" tone="signal" size="lg" wide disabled={busy} testId="signin-submit">
        {busy ? t('busy') : t('submit')}
      </Button>
    </form>
  );
}

const Choices = ({ onPick }: { onPick: (way: Way) => void }) => (
  <div class="stack">
    <Button tone="signal" size="lg" wide icon={ScanIcon} onClick={() => onPick('scan')} testId="signin-scan">
      {t('scan')}
    </Button>
    <Button
      size="lg"
      wide
      icon={KeyboardIcon}
      onClick={() => onPick('password')}
      testId="signin-with-password"
    >
      {t('withPassword')}
    </Button>
  </div>
);

/** Who are you? And, for a hand that already holds a card: never mind, take the card first. */
export function SignInScreen() {
  const [way, setWay] = useState<Way>('choose');
  return (
    <Welcoming title={t('title')} text={t('text')}>
      {way === 'choose' && <Choices onPick={setWay} />}
      {way === 'scan' && <QrScanner />}
      {way === 'password' && <PasswordForm />}
      {way !== 'choose' && (
        <Button tone="quiet" wide onClick={() => setWay('choose')}>
          {t('otherWay')}
        </Button>
      )}
      <div class="welcome-first">
        <p>{t('first')}</p>
        <ButtonLink href="/" wide testId="capture-first">
          {t('captureFirst')}
        </ButtonLink>
      </div>
    </Welcoming>
  );
}
