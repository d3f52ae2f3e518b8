import { useState } from 'preact/hooks';
import { maySee } from '../../access';
import { api } from '../../api';
import { prefer, preferences, type Theme } from '../../preferences';
import { SIGN_IN } from '../../routes';
import { outbox, session, signOut } from '../../store';
import type { Session } from '../../store/types';
import { t as words } from '../../text';
import { Segmented, type Tab } from '../../ui/Bars';
import { Button, ButtonLink } from '../../ui/Button';
import { CheckField } from '../../ui/Field';
import { AlertIcon, SentIcon, WaitingIcon } from '../../ui/icons';
import { Banner } from '../../ui/Notice';
import { Sheet } from '../../ui/Sheet';
import { OwnAbsence } from '../shared/absence/OwnAbsence';
import { roleWord } from '../shared/labels';
import { myRoles } from '../shared/people';
import './account.css';
import { SignedIn } from './SignedIn';
import { t } from './words';

const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];

const roleWords = (roles: readonly string[]): string => roles.map(roleWord).join(', ');

/** The app's word on what still has to leave this device. */
export const UnsentLine = () => {
  const { pending } = outbox.value;
  return (
    <Banner icon={pending ? WaitingIcon : SentIcon} tone={pending ? 'signal' : 'plain'}>
      {pending ? words('sync.unsent', { count: pending }) : words('sync.sent')}
    </Banner>
  );
};

/** The server forgets this device and its cookie; offline it learns of it when somebody revokes the device. */
async function endOnServer({ device_id, token }: Session): Promise<void> {
  const headers = { Authorization: `Bearer ${token}` };
  await api.delete(`/api/v1/devices/${device_id}`, { as: 'none', cookieOnly: true, headers });
  await api.delete('/api/v1/session', { as: 'none', cookieOnly: true });
}

function SignOut() {
  const [unsent, setUnsent] = useState(0);
  const leave = async () => {
    const before = session.value;
    const done = await signOut();
    if (!done.ok) return setUnsent(done.unsent);
    if (before) await endOnServer(before);
    location.assign(SIGN_IN);
  };
  return (
    <>
      {unsent > 0 && (
        <Banner icon={AlertIcon} tone="danger" alert>
          {t('signOut.unsent', { count: unsent })}
        </Banner>
      )}
      <Button wide onClick={leave} testId="sign-out">
        {t('signOut')}
      </Button>
    </>
  );
}

const Appearance = () => (
  <div class="field">
    <span class="field-label">{t('theme')}</span>
    <Segmented
      label={t('theme')}
      options={THEMES.map((value) => ({ value, label: t(`theme.${value}`) }))}
      value={preferences.value.theme}
      onPick={(theme) => prefer({ theme })}
    />
  </div>
);

/** Who is using this device, what is unsent, screens without a place in the bar, appearance, the way out. */
export function AccountSheet({ others, onClose }: { others: readonly Tab[]; onClose: () => void }) {
  const user = session.value?.user;
  return (
    <Sheet title={user?.name ?? t('title')} onClose={onClose} testId="account-sheet">
      {user && <p class="muted">{`${user.email} · ${roleWords(myRoles())}`}</p>}
      <UnsentLine />
      <ul class="more-list">
        {others.map(({ href, label, icon: Glyph }) => (
          <li key={href}>
            <a href={href} onClick={onClose}>
              <Glyph />
              {label}
            </a>
          </li>
        ))}
      </ul>
      {maySee(myRoles(), 'queue') && user && <OwnAbsence />}
      <Appearance />
      <CheckField
        label={t('shortcuts')}
        checked={preferences.value.shortcuts}
        onChecked={(shortcuts) => prefer({ shortcuts })}
      />
      {session.value?.by === 'password' && <SignedIn />}
      {user ? (
        <SignOut />
      ) : (
        <ButtonLink href={SIGN_IN} tone="signal" wide onClick={onClose}>
          {t('signIn')}
        </ButtonLink>
      )}
    </Sheet>
  );
}
