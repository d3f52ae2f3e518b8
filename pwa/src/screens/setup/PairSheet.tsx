import { useEffect, useState } from 'preact/hooks';
import { api } from '../../api';
import { settings } from '../../store';
import { Button } from '../../ui/Button';
import { SelectField } from '../../ui/Field';
import { AlertIcon, PhoneIcon } from '../../ui/icons';
import { Banner } from '../../ui/Notice';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import { Failed } from '../shared/Failed';
import { myId, nameOf } from '../shared/people';
import { useSending } from '../shared/sending';
import { countdown, isOver, svgSource } from './pairing';
import type { DeviceRecord, Pairing } from './wire';
import { t } from './words';

const SECOND = 1000;
const LOOK_MS = 3000;

function useSecond(): number {
  const [time, setTime] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setTime(Date.now()), SECOND);
    return () => clearInterval(timer);
  }, []);
  return time;
}

/** Looks for the new phone while its code is on screen, so that the sheet can say "done" and close. */
function useArrival(user: string, known: readonly DeviceRecord[], onArrived: () => void): void {
  useEffect(() => {
    const before = new Set(known.filter((device) => !device.revoked_at).map((device) => device.id));
    const timer = setInterval(async () => {
      const answer = await api.get<DeviceRecord[]>('/api/v1/devices');
      const arrived = (device: DeviceRecord) =>
        device.user_id === user && !device.revoked_at && !before.has(device.id);
      if (answer.ok && answer.data.some(arrived)) onArrived();
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, []);
}

interface CodeProps {
  pairing: Pairing;
  user: string;
  known: readonly DeviceRecord[];
  onAgain: () => void;
  onArrived: () => void;
}

function Code({ pairing, user, known, onAgain, onArrived }: CodeProps) {
  const time = useSecond();
  useArrival(user, known, onArrived);
  if (isOver(pairing.expires_at, time))
    return (
      <>
        <Banner icon={AlertIcon} tone="danger" alert>
          {t('pair.over')}
        </Banner>
        <Button tone="signal" size="lg" wide onClick={onAgain}>
          {t('pair.again')}
        </Button>
      </>
    );
  return (
    <div class="pairing">
      <p>{t('pair.scan')}</p>
      <img class="qr" src={svgSource(pairing.qr_svg)} alt={t('pair.qr')} data-testid="pair-qr" />
      <p class="label">{t('pair.code')}</p>
      <p class="pair-code num" data-testid="pair-code">
        {pairing.code}
      </p>
      <p class="muted num" role="timer">
        {t('pair.left', { time: countdown(pairing.expires_at, time) })}
      </p>
    </div>
  );
}

/** A fifteen-minute code on screen; the phone's camera does the rest. */
export function PairSheet({ known, onClose }: { known: readonly DeviceRecord[]; onClose: () => void }) {
  const { busy, failed, send } = useSending();
  const [user, setUser] = useState(myId() ?? '');
  const [pairing, setPairing] = useState<Pairing | null>(null);
  const offer = async () => {
    const done = await send(() => api.post<Pairing>('/api/v1/enrolments', { user_id: user }));
    setPairing(done?.data ?? null);
  };
  const arrived = () => {
    toast(t('pair.done', { name: nameOf(user) }));
    onClose();
  };
  return (
    <Sheet title={t('pair.title')} onClose={onClose} testId="pair-sheet">
      <Failed why={failed} />
      {pairing ? (
        <Code pairing={pairing} user={user} known={known} onAgain={() => void offer()} onArrived={arrived} />
      ) : (
        <>
          <SelectField
            label={t('pair.person')}
            value={user}
            onValue={setUser}
            options={settings.value.users
              .filter((person) => person.active !== false)
              .map(({ id, name }) => ({ value: id, label: name }))}
            testId="pair-person"
          />
          <Button
            tone="signal"
            size="lg"
            wide
            icon={PhoneIcon}
            disabled={busy || !user}
            onClick={() => void offer()}
            testId="pair-show"
          >
            {t('pair.show')}
          </Button>
        </>
      )}
    </Sheet>
  );
}
