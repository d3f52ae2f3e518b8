import { useEffect } from 'preact/hooks';
import { camera, releaseCamera, startCamera } from '../../capture/camera';
import { watchCodes } from '../../capture/codes';
import { t } from '../../text';
import { backOf, flash, opened, takeCode } from './take';
import { keepAwake } from './wake';

/** The live picture, with a frame to hold the card in. Codes are looked for while no sheet covers it. */
export function Viewfinder({ video }: { video: { current: HTMLVideoElement | null } }) {
  const state = camera.value;
  const watching = state.state === 'live' && opened.value === null && backOf.value === null;
  useEffect(() => {
    void startCamera();
    const sleep = keepAwake();
    return () => {
      sleep();
      releaseCamera();
    };
  }, []);
  useEffect(() => {
    const element = video.current;
    if (!element || state.state !== 'live') return;
    element.srcObject = state.stream;
    // Refused while the page is in the background; `autoplay` starts it when it returns.
    element.play().catch(() => undefined);
  }, [state]);
  useEffect(() => {
    const element = video.current;
    if (element && watching) return watchCodes(element, (code) => void takeCode(code, element));
  }, [watching]);
  return (
    <>
      <video ref={video} autoplay playsInline muted aria-label={t('scan.view')} data-testid="viewfinder" />
      <span class="guide" aria-hidden="true" />
      {state.state !== 'live' && <p class="finder-hint">{t('scan.opening')}</p>}
      {flash.value > 0 && (
        <p key={flash.value} class="badge-flash" role="status">
          {t('scan.badge')}
        </p>
      )}
    </>
  );
}

/** A shutter needs a picture to take: reading the size is the only honest test. */
export const canShoot = (video: HTMLVideoElement | null): video is HTMLVideoElement =>
  video !== null && video.videoWidth > 0;
