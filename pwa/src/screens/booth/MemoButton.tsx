import { useRef, useState } from 'preact/hooks';
import type { Recording } from '../../capture/audio';
import { t } from '../../text';
import { toast } from '../../ui/Toast';
import type { Id } from '../../wire';
import { MicIcon } from './icons';

/** Hold to talk; by keyboard a press starts and the next one ends. The memo goes to the lead it was started on. */
export function MemoButton({ lead, brief }: { lead: Id; brief?: boolean }) {
  const [talking, setTalking] = useState(false);
  // A short press may end before the microphone has opened.
  const held = useRef(false);
  const recording = useRef<Recording | null>(null);

  async function begin() {
    if (held.current) return;
    held.current = true;
    setTalking(true);
    const { startMemo } = await import('../../capture/audio');
    const started = await startMemo(lead);
    if (!started.ok) {
      held.current = false;
      setTalking(false);
      toast(t(started.problem === 'denied' ? 'memo.denied' : 'memo.none'));
      return;
    }
    recording.current = started.recording;
    if (!held.current) await end();
  }

  async function end() {
    held.current = false;
    setTalking(false);
    const own = recording.current;
    recording.current = null;
    if (own) toast(t((await own.stop()) ? 'memo.kept' : 'memo.short'));
  }

  return (
    <button
      type="button"
      class={talking ? 'btn memo memo-on' : 'btn memo'}
      aria-pressed={talking}
      aria-label={brief ? t('memo.long') : undefined}
      data-testid="memo"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        void begin();
      }}
      onPointerUp={() => void end()}
      onPointerCancel={() => void end()}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (event.repeat || (event.key !== ' ' && event.key !== 'Enter')) return;
        event.preventDefault();
        void (held.current ? end() : begin());
      }}
    >
      <MicIcon />
      {talking ? t('memo.going') : brief ? t('memo.name') : t('memo.hold')}
    </button>
  );
}
