import { useEffect, useRef, useState } from 'preact/hooks';
import { camera } from '../../capture/camera';
import { settings, show } from '../../store';
import { t } from '../../text';
import { Button } from '../../ui/Button';
import { KeyboardIcon } from '../../ui/icons';
import { Notes, ShowSheet } from '../booth/Notes';
import { SyncPill } from '../booth/SyncPill';
import { FileButton } from './FileButton';
import { Lens } from './Lens';
import { loadParts, ManualLater, SheetLater } from './later';
import { NoCamera } from './NoCamera';
import { Peek } from './Peek';
import './scan.css';
import { backOf, opened, takeCard } from './take';
import { Unsaved } from './Unsaved';
import { canShoot, Viewfinder } from './Viewfinder';

/** The name of the show, which is also the way to change it. */
function ShowName() {
  const [open, setOpen] = useState(false);
  const name = show.value?.name;
  if (!name || settings.value.events.length < 2) return <p class="show-name">{name ?? t('show.none')}</p>;
  return (
    <>
      <button
        type="button"
        class="show-name"
        onClick={() => setOpen(true)}
        aria-label={t('show.change', { name })}
      >
        {name}
      </button>
      {open && <ShowSheet onClose={() => setOpen(false)} />}
    </>
  );
}

/** Shutter in the middle of the thumb's reach, a picture file to its left, the keyboard to its right. */
function Controls({ video }: { video: { current: HTMLVideoElement | null } }) {
  const [typing, setTyping] = useState(false);
  const [busy, setBusy] = useState(false);
  const live = camera.value.state === 'live';
  const shoot = async () => {
    if (busy || !canShoot(video.current)) return;
    setBusy(true);
    await takeCard(video.current).finally(() => setBusy(false));
  };
  return (
    <div class="scan-controls">
      <FileButton label={t('scan.file')} class="btn scan-side" testId="choose-picture" />
      <button
        type="button"
        class="shutter"
        disabled={!live}
        aria-label={t(backOf.value ? 'scan.shutterBack' : 'scan.shutter')}
        data-testid="shutter"
        onClick={shoot}
      />
      <Button class="scan-side" icon={KeyboardIcon} onClick={() => setTyping(true)} testId="manual-open">
        {t('scan.manual')}
      </Button>
      {typing && <ManualLater onClose={() => setTyping(false)} />}
    </div>
  );
}

const BackHint = () => (
  <p class="back-hint" role="status">
    {t('scan.back')}
    <Button
      onClick={() => {
        backOf.value = null;
      }}
    >
      {t('scan.backSkip')}
    </Button>
  </p>
);

/** Point, tap, next. */
export function ScanScreen() {
  const video = useRef<HTMLVideoElement>(null);
  const state = camera.value;
  const sheet = opened.value;
  useEffect(() => void loadParts().catch(() => undefined), [sheet]);
  const takeBack = () => {
    backOf.value = sheet?.id ?? null;
    opened.value = null;
  };
  return (
    <div class="scan" data-testid="scan">
      <h1 class="sr-only">{t('scan.title')}</h1>
      <header class="scan-top">
        <ShowName />
        <SyncPill />
      </header>
      <div class="finder">
        {state.state === 'failed' ? <NoCamera problem={state.problem} /> : <Viewfinder video={video} />}
        <Lens />
      </div>
      <div class="scan-foot">
        <Notes />
        {backOf.value ? <BackHint /> : <Peek />}
        <Controls video={video} />
      </div>
      {sheet && (
        <SheetLater
          key={sheet.id}
          id={sheet.id}
          fresh={sheet.fresh}
          onBack={takeBack}
          onClose={() => {
            opened.value = null;
          }}
        />
      )}
      <Unsaved />
    </div>
  );
}
