import { type CameraProblem, startCamera } from '../../capture/camera';
import { t } from '../../text';
import { Button } from '../../ui/Button';
import { PictureIcon } from '../booth/icons';
import { FileButton } from './FileButton';

/** Without a live camera the booth goes on: photos from the camera app, pictures, typing. */
export const NoCamera = ({ problem }: { problem: CameraProblem }) => (
  <section class="no-camera" data-testid="no-camera" data-problem={problem}>
    <span class="no-camera-glyph">
      <PictureIcon />
    </span>
    <h2>{t(`camera.${problem}.title`)}</h2>
    <p>{t(`camera.${problem}.text`)}</p>
    <FileButton label={t('camera.take')} camera class="btn btn-signal btn-lg" testId="take-photo" />
    {problem !== 'insecure' && problem !== 'none' && (
      <Button onClick={() => void startCamera()} testId="camera-again">
        {t('ui.retry')}
      </Button>
    )}
  </section>
);
