import { useEffect, useRef, useState } from 'preact/hooks';
import { camera, startCamera, stopCamera } from '../../capture/camera';
import { watchCodes } from '../../capture/codes';
import { enrolCodeIn, entry, readEntry } from '../../entry';
import { translator } from '../../text';
import { enrol } from '../../text/en/enrol';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/Field';
import './scanner.css';

const t = translator(enrol);

/** Going on to pairing is a change of entry: the shell shows the enrol screen for it. */
const pair = (code: string): void => {
  entry.value = { kind: 'enrol', code };
};

function Viewfinder({ onOther }: { onOther: () => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const state = camera.value;
  useEffect(() => {
    void startCamera();
    return stopCamera;
  }, []);
  useEffect(() => {
    const element = video.current;
    if (!element || state.state !== 'live') return;
    element.srcObject = state.stream;
    void element.play();
    return watchCodes(element, ({ text }) => {
      const code = enrolCodeIn(text);
      if (code) pair(code);
      else onOther();
    });
  }, [state.state]);
  if (state.state === 'failed') return <p class="muted">{t('scan.denied')}</p>;
  return <video class="qr-view" ref={video} playsInline muted aria-label={t('scan.view')} />;
}

/** Typed by hand: either the code alone or the whole link. */
function CodeForm() {
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const code = enrolCodeIn(typed) ?? (readEntry(`#enrol=${typed.trim()}`) ? typed.trim() : null);
    setWrong(!code);
    if (code) pair(code);
  };
  return (
    <form class="code-form" onSubmit={submit} noValidate>
      <TextField
        label={t('code.label')}
        autoComplete="one-time-code"
        value={typed}
        onValue={setTyped}
        error={wrong ? t('code.wrong') : undefined}
        testId="enrol-code"
      />
      <Button type="submit" testId="enrol-submit">
        {t('code.submit')}
      </Button>
    </form>
  );
}

/** Looks for the manager's pairing code; any other code is named as such. */
export function QrScanner() {
  const [other, setOther] = useState(false);
  return (
    <div class="stack">
      <Viewfinder onOther={() => setOther(true)} />
      <p role="status">{t(other ? 'scan.other' : 'scan.point')}</p>
      <CodeForm />
    </div>
  );
}
