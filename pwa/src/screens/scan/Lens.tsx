import { useState } from 'preact/hooks';
import { camera, setTorch, setZoom } from '../../capture/camera';
import { t } from '../../text';
import { Button } from '../../ui/Button';
import { ZoomIcon } from '../../ui/icons';
import { TorchIcon } from '../booth/icons';

/** Lamp and close-up, where the phone has them. */
export function Lens() {
  const [lamp, setLamp] = useState(false);
  const [near, setNear] = useState(false);
  const state = camera.value;
  if (state.state !== 'live') return null;
  const { torch, zoom } = state;
  return (
    <div class="lens">
      {torch && (
        <Button
          icon={TorchIcon}
          aria-pressed={lamp}
          onClick={async () => (await setTorch(!lamp)) && setLamp(!lamp)}
        >
          {t('scan.torch')}
        </Button>
      )}
      {zoom && (
        <Button
          icon={ZoomIcon}
          aria-pressed={near}
          onClick={async () => (await setZoom(near ? 1 : zoom)) && setNear(!near)}
        >
          {t('scan.zoom')}
        </Button>
      )}
    </div>
  );
}
