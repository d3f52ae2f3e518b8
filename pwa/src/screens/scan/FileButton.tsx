import { PictureIcon } from '../booth/icons';
import { takeFile } from './take';

interface Props {
  label: string;
  /** Opens the camera app rather than the gallery, where the phone knows the difference. */
  camera?: boolean;
  class: string;
  testId: string;
}

/** A file input that looks like a button; works without HTTPS and without permission. */
export const FileButton = ({ label, camera, class: look, testId }: Props) => (
  <label class={`${look} file-button`}>
    <PictureIcon />
    <span>{label}</span>
    <input
      type="file"
      class="sr-only"
      accept="image/*"
      capture={camera ? 'environment' : undefined}
      data-testid={testId}
      onChange={async (event) => {
        const input = event.currentTarget;
        const [file] = input.files ?? [];
        if (file) await takeFile(file);
        // The same picture may be chosen again after an undo.
        input.value = '';
      }}
    />
  </label>
);
