import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { entry, leaveEntry } from '../../entry';
import { SIGN_IN } from '../../routes';
import { pairWith } from '../../store';
import type { Paired } from '../../store/types';
import { translator } from '../../text';
import { enrol } from '../../text/en/enrol';
import { Button } from '../../ui/Button';
import { AlertIcon } from '../../ui/icons';
import { Banner } from '../../ui/Notice';
import { Welcoming } from '../shared/Welcoming';
import { refusalOf } from './refusal';

const t = translator(enrol);

/** Asks for the pairing as soon as the link is opened: the tap on the link was the decision. */
function usePairing(code: string) {
  const [paired, setPaired] = useState<Paired | null>(null);
  const ask = () => {
    setPaired(null);
    void pairWith(code).then(setPaired);
  };
  useEffect(ask, [code]);
  return { paired, ask };
}

const Failed = ({ code, status, onRetry }: { code: string; status: number; onRetry: () => void }) => {
  const { route } = useLocation();
  const otherWay = () => {
    leaveEntry();
    route(SIGN_IN, true);
  };
  return (
    <div class="stack" data-testid="enrol-failed">
      <h2>{t('failed.title')}</h2>
      <Banner icon={AlertIcon} tone="danger" alert>
        {t(`failed.${refusalOf(code, status)}`)}
      </Banner>
      <Button tone="signal" size="lg" wide onClick={onRetry}>
        {t('retry')}
      </Button>
      <Button wide onClick={otherWay}>
        {t('otherWay')}
      </Button>
    </div>
  );
};

const Done = ({ name, org }: { name: string; org: string }) => {
  const { route } = useLocation();
  const start = () => {
    leaveEntry();
    route('/', true);
  };
  return (
    <div class="stack" data-testid="enrol-done">
      <h2>{t('done.title', { name })}</h2>
      <p>{t('done.text', { org })}</p>
      <Button tone="signal" size="lg" wide onClick={start} testId="enrol-start">
        {t('done.action')}
      </Button>
    </div>
  );
};

/** Opened by the link inside a pairing QR. */
export function EnrolScreen() {
  const code = entry.value?.kind === 'enrol' ? entry.value.code : '';
  const { paired, ask } = usePairing(code);
  return (
    <Welcoming title={t('title')} text={t('text')}>
      {paired === null && <p role="status">{t('working')}</p>}
      {paired?.ok && <Done name={paired.session.user.name} org={paired.session.org.name} />}
      {paired?.ok === false && <Failed code={paired.code} status={paired.status} onRetry={ask} />}
    </Welcoming>
  );
}
