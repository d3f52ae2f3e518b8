import { useState } from 'preact/hooks';
import { api } from '../../api';
import { formatFromNow } from '../../text/format';
import { Button } from '../../ui/Button';
import { Pill } from '../../ui/Chip';
import { AlertIcon, NotFitIcon, PhoneIcon, PlusIcon, SentIcon, WaitingIcon } from '../../ui/icons';
import { Banner, EmptyState } from '../../ui/Notice';
import { Sheet } from '../../ui/Sheet';
import { type Column, Table } from '../../ui/Table';
import { toast } from '../../ui/Toast';
import { Failed } from '../shared/Failed';
import { now } from '../shared/now';
import { nameOf } from '../shared/people';
import { useSending } from '../shared/sending';
import { Awaited, useLoaded } from './loading';
import { PairSheet } from './PairSheet';
import type { DeviceRecord } from './wire';
import { t } from './words';

const Unsent = ({ device }: { device: DeviceRecord }) =>
  device.ops_missing > 0 ? (
    <Pill tone="danger" icon={AlertIcon}>
      {t('phones.missing', { count: device.ops_missing })}
    </Pill>
  ) : device.outbox_count > 0 ? (
    <Pill tone="signal" icon={WaitingIcon}>
      <span class="num">{device.outbox_count}</span>
    </Pill>
  ) : (
    <Pill tone="ok" icon={SentIcon}>
      {t('phones.allSent')}
    </Pill>
  );

const columns = (onRevoke: (device: DeviceRecord) => void): Column<DeviceRecord>[] => [
  { key: 'person', label: t('phones.person'), cell: (device) => <strong>{nameOf(device.user_id)}</strong> },
  { key: 'label', label: t('phones.label'), cell: (device) => device.label },
  {
    key: 'seen',
    label: t('phones.seen'),
    cell: (device) =>
      device.last_seen_at ? formatFromNow(Date.parse(device.last_seen_at), now.value) : t('phones.never'),
  },
  { key: 'unsent', label: t('phones.unsent'), cell: (device) => <Unsent device={device} /> },
  {
    key: 'acts',
    label: t('acts'),
    isActs: true,
    cell: (device) =>
      device.revoked_at ? (
        <Pill icon={NotFitIcon}>{t('phones.revoked')}</Pill>
      ) : (
        <Button onClick={() => onRevoke(device)} testId="phone-revoke">
          {t('phones.revoke')}
        </Button>
      ),
  },
];

interface RevokeProps {
  device: DeviceRecord;
  onClose: () => void;
  onDone: () => void;
}

/** A lost phone goes at once; what it still holds is said first. */
function Revoke({ device, onClose, onDone }: RevokeProps) {
  const { busy, failed, send } = useSending();
  const revoke = async () => {
    const done = await send(() => api.delete(`/api/v1/devices/${device.id}`, { as: 'none' }));
    if (!done) return;
    toast(t('revoke.done', { label: device.label }));
    onDone();
    onClose();
  };
  return (
    <Sheet title={t('revoke.title', { label: device.label })} onClose={onClose} testId="revoke-sheet">
      <p>{t('revoke.text')}</p>
      {device.outbox_count > 0 && (
        <Banner icon={AlertIcon} tone="danger">
          {t('revoke.unsent', { count: device.outbox_count })}
        </Banner>
      )}
      <Failed why={failed} />
      <Button tone="danger" size="lg" wide disabled={busy} onClick={() => void revoke()} testId="revoke-do">
        {t('revoke.do')}
      </Button>
    </Sheet>
  );
}

const byUse = (a: DeviceRecord, b: DeviceRecord): number =>
  Number(a.revoked_at !== null) - Number(b.revoked_at !== null) ||
  b.outbox_count - a.outbox_count ||
  (b.last_seen_at ?? '').localeCompare(a.last_seen_at ?? '');

/** Which phones there are, what they still hold, and how a new one is paired. */
export function Phones() {
  const devices = useLoaded<DeviceRecord[]>('/api/v1/devices');
  const [revoking, setRevoking] = useState<DeviceRecord | null>(null);
  const [pairing, setPairing] = useState(false);
  const pairButton = (
    <Button tone="signal" icon={PlusIcon} onClick={() => setPairing(true)} testId="phone-pair">
      {t('phones.pair')}
    </Button>
  );
  return (
    <>
      <Awaited of={devices}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon={PhoneIcon} title={t('phones.none.title')} text={t('phones.none.text')}>
              {pairButton}
            </EmptyState>
          ) : (
            <>
              <div class="setup-acts">{pairButton}</div>
              <Table
                caption={t('phones.table')}
                columns={columns(setRevoking)}
                rows={[...list].sort(byUse)}
                rowKey={(device) => device.id}
                testId="phones-table"
              />
            </>
          )
        }
      </Awaited>
      {revoking && <Revoke device={revoking} onClose={() => setRevoking(null)} onDone={devices.reload} />}
      {pairing && (
        <PairSheet
          known={devices.data ?? []}
          onClose={() => {
            setPairing(false);
            devices.reload();
          }}
        />
      )}
    </>
  );
}
