import type { Icon } from '../../ui/icons';

const stroke =
  (...paths: string[]): Icon =>
  () => (
    <svg
      width="24"
      height="24"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.9"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {paths.map((d) => (
        <path key={d} d={d} />
      ))}
    </svg>
  );

export const MicIcon = stroke(
  'M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3z',
  'M5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21',
);
export const TorchIcon = stroke('M8 3h8l-1.5 6v12h-5V9z', 'M12 12v3');
export const PictureIcon = stroke('M4 5h16v14H4z', 'M4 16l4.5-4.5 3.5 3.5 3-3L20 17', 'M15.5 9v.01');
