import { useState } from 'preact/hooks';
import { outbox, session, signOut } from '../../store';
import { syncNow } from '../../sync';
import { Button } from '../../ui/Button';
import { DownloadIcon, PhoneIcon } from '../../ui/icons';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import { exportAndWipe, saveExport } from '../booth/rescue';
import { w } from './words';

function SendNow() {
  const [busy, setBusy] = useState(false);
  const send = async () => {
    setBusy(true);
    const { state } = await syncNow();
    setBusy(false);
    toast(w(state === 'done' ? 'ready.sendDone' : 'ready.sendLater'));
  };
  return (
    <Button tone="signal" size="lg" wide onClick={send} disabled={busy} testId="send-now">
      {w(busy ? 'ready.sending' : 'ready.sendNow')}
    </Button>
  );
}

function HandOver({ onClose }: { onClose: () => void }) {
  const [unsent, setUnsent] = useState(0);
  const leave = async () => {
    const done = await signOut();
    if (done.ok) location.assign('/');
    else setUnsent(done.unsent);
  };
  return (
    <Sheet title={w('ready.handOver')} onClose={onClose} testId="hand-over">
      <p role="status">
        {unsent > 0 ? w('ready.handOver.unsent', { count: unsent }) : w('ready.handOver.text')}
      </p>
      {unsent > 0 ? (
        <>
          <SendNow />
          <Button wide tone="danger" onClick={exportAndWipe} testId="hand-over-force">
            {w('ready.handOver.force')}
          </Button>
        </>
      ) : (
        <Button wide tone="danger" onClick={leave} testId="hand-over-do">
          {w('ready.handOver')}
        </Button>
      )}
    </Sheet>
  );
}

/** Send, rescue, hand over. */
export function Actions() {
  const [leaving, setLeaving] = useState(false);
  const { pending, dead } = outbox.value;
  return (
    <div class="ready-actions">
      {session.value && <SendNow />}
      {pending + dead > 0 && (
        <Button wide icon={DownloadIcon} onClick={() => void saveExport()} testId="export-unsent">
          {w('ready.export')}
        </Button>
      )}
      {session.value && (
        <Button wide icon={PhoneIcon} onClick={() => setLeaving(true)} testId="hand-over-open">
          {w('ready.handOver')}
        </Button>
      )}
      {leaving && <HandOver onClose={() => setLeaving(false)} />}
    </div>
  );
}
