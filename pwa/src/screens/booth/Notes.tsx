import { useState } from 'preact/hooks';
import { access, chooseShow, outbox, session, settings, show } from '../../store';
import { t } from '../../text';
import { Button, ButtonLink } from '../../ui/Button';
import { AlertIcon, PhoneIcon, ShowIcon } from '../../ui/icons';
import { Banner } from '../../ui/Notice';
import { Sheet } from '../../ui/Sheet';
import { takeUpdate, updateReady } from '../../update';
import { exportAndWipe } from './rescue';

const SIGN_IN = '/signin';

const Unpaired = ({ text }: { text: string }) => (
  <Banner
    icon={PhoneIcon}
    testId="note-pair"
    action={
      <ButtonLink href={SIGN_IN} testId="note-pair-action">
        {t('note.pair')}
      </ButtonLink>
    }
  >
    {text}
  </Banner>
);

const Revoked = () => (
  <Banner
    icon={AlertIcon}
    tone="danger"
    testId="note-revoked"
    action={<Button onClick={exportAndWipe}>{t('note.revoked.action')}</Button>}
  >
    {t('note.revoked')}
  </Banner>
);

/** The list of shows; picking one gives it to the leads that waited for it. */
export function ShowSheet({ onClose }: { onClose: () => void }) {
  const pick = async (id: string) => {
    await chooseShow(id);
    onClose();
  };
  return (
    <Sheet title={t('show.title')} onClose={onClose} testId="show-sheet">
      {settings.value.events.map(({ id, name, venue }) => (
        <Button key={id} wide size="lg" onClick={() => pick(id)} aria-pressed={show.value?.id === id}>
          {venue ? `${name}, ${venue}` : name}
        </Button>
      ))}
    </Sheet>
  );
}

function WhichShow() {
  const [open, setOpen] = useState(false);
  const { noShow } = outbox.value;
  return (
    <>
      <Banner
        icon={ShowIcon}
        tone="signal"
        testId="note-show"
        action={<Button onClick={() => setOpen(true)}>{t('note.pickShow')}</Button>}
      >
        {noShow > 0 ? t('note.noShow', { count: noShow }) : t('show.title')}
      </Banner>
      {open && <ShowSheet onClose={() => setOpen(false)} />}
    </>
  );
}

const Update = () => (
  <Banner
    tone="signal"
    testId="note-update"
    action={
      <Button onClick={takeUpdate} testId="update-now">
        {t('update.action')}
      </Button>
    }
  >
    {t('update.text')}
  </Banner>
);

/** What stands between this phone and the server, most pressing first; nothing of it keeps anybody from scanning. */
export function Notes() {
  if (access.value === 'revoked') return <Revoked />;
  if (access.value === 'signed_out') return <Unpaired text={t('note.signedOut')} />;
  if (!session.value) return <Unpaired text={t('note.unpaired')} />;
  if (!show.value && settings.value.events.length > 0) return <WhichShow />;
  return updateReady.value ? <Update /> : null;
}
