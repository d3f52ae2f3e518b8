import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { releaseCamera, startCamera } from '../../capture/camera';
import { installKit, readerState } from '../../capture/reader';
import { lastSync, session, show } from '../../store';
import { t } from '../../text';
import { formatFromNow } from '../../text/format';
import { TopBar } from '../../ui/Bars';
import { Button, ButtonLink } from '../../ui/Button';
import { toast } from '../../ui/Toast';
import { Notes } from '../booth/Notes';
import { SyncPill } from '../booth/SyncPill';
import { Actions } from './Actions';
import { Announcements } from './Announcements';
import { askToKeep, type Checks, lookAround, tryMicrophone } from './checks';
import { CheckRow } from './Row';
import './ready.css';
import { w } from './words';

const bytes = new Intl.NumberFormat(undefined, { style: 'unit', unit: 'gigabyte', maximumFractionDigits: 1 });

interface CheckProps {
  checks: Checks;
  again: () => void;
}

/** A row whose button does something and looks again. */
const Do = ({
  work,
  again,
  children,
}: {
  work: () => Promise<unknown>;
  again: () => void;
  children: ComponentChildren;
}) => <Button onClick={() => void work().finally(again)}>{children}</Button>;

const todo = (checks: Checks, name: 'secure' | 'installed' | 'offline' | 'storage' | 'mic' | 'camera') =>
  checks[name] === 'ok' ? undefined : w(`ready.${name}.todo`);

const Device = ({ checks, again }: CheckProps) => (
  <>
    {(['secure', 'installed', 'offline'] as const).map((name) => (
      <CheckRow
        key={name}
        name={name}
        label={w(`ready.${name}`)}
        state={checks[name]}
        text={todo(checks, name)}
      />
    ))}
    <CheckRow name="storage" label={w('ready.storage')} state={checks.storage} text={todo(checks, 'storage')}>
      {checks.storage === 'todo' && (
        <Do work={askToKeep} again={again}>
          {w('ready.storage.do')}
        </Do>
      )}
    </CheckRow>
    {checks.free !== null && (
      <CheckRow
        name="space"
        label={w('ready.space')}
        state={checks.space}
        text={w(checks.space === 'ok' ? 'ready.space.ok' : 'ready.space.todo', {
          free: bytes.format(checks.free / 1e9),
        })}
      />
    )}
  </>
);

async function tryCamera(): Promise<void> {
  await startCamera();
  releaseCamera();
}

const Senses = ({ checks, again }: CheckProps) => (
  <>
    <CheckRow name="camera" label={w('ready.camera')} state={checks.camera} text={todo(checks, 'camera')}>
      {checks.camera !== 'ok' && (
        <Do work={tryCamera} again={again}>
          {w('ready.camera.do')}
        </Do>
      )}
    </CheckRow>
    <CheckRow name="mic" label={w('ready.mic')} state={checks.mic} text={todo(checks, 'mic')}>
      {checks.mic !== 'ok' && (
        <Do work={tryMicrophone} again={again}>
          {w('ready.camera.do')}
        </Do>
      )}
    </CheckRow>
    <Kit checks={checks} again={again} />
  </>
);

function Kit({ checks, again }: CheckProps) {
  const busy = readerState.value === 'working';
  const ok = checks.kit === 'ok' || readerState.value === 'ready';
  const fetchKit = async () => {
    if (!(await installKit())) toast(w('ready.kit.failed'));
  };
  return (
    <CheckRow
      name="kit"
      label={w('ready.kit')}
      state={ok ? 'ok' : 'todo'}
      text={w(busy ? 'ready.kit.busy' : ok ? 'ready.kit.ok' : 'ready.kit.todo')}
    >
      {!ok && !busy && (
        <Do work={fetchKit} again={again}>
          {w('ready.kit.do')}
        </Do>
      )}
    </CheckRow>
  );
}

function Pairing() {
  const person = session.value?.user.name;
  const synced = lastSync.value;
  return (
    <>
      <CheckRow
        name="paired"
        label={w('ready.paired')}
        state={person ? 'ok' : 'todo'}
        text={person ? w('ready.paired.ok', { name: person }) : w('ready.paired.todo')}
      >
        {!person && <ButtonLink href="/signin">{t('note.pair')}</ButtonLink>}
      </CheckRow>
      <CheckRow
        name="show"
        label={w('ready.show')}
        state={show.value ? 'ok' : 'todo'}
        text={show.value?.name ?? t('show.none')}
      />
      <CheckRow
        name="sync"
        label={w('ready.sync')}
        state={synced ? 'ok' : 'todo'}
        text={synced ? w('ready.sync.ok', { when: formatFromNow(synced) }) : w('ready.sync.todo')}
      />
    </>
  );
}

/** One look before the doors open. */
export function ReadyScreen() {
  const [checks, setChecks] = useState<Checks | null>(null);
  const again = () => void lookAround().then(setChecks);
  useEffect(again, []);
  return (
    <div class="ready" data-testid="ready">
      <TopBar title={w('ready.title')} lead={<p class="muted">{w('ready.lead')}</p>}>
        <SyncPill />
      </TopBar>
      <div class="ready-body">
        <Notes />
        {session.value && <Announcements />}
        {checks && (
          <ul class="checks">
            <Device checks={checks} again={again} />
            <Senses checks={checks} again={again} />
            <Pairing />
          </ul>
        )}
        <Actions />
      </div>
    </div>
  );
}
