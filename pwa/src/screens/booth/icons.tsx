import { icon } from '../../ui/icons';

export const MicIcon = icon(
  'M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3z',
  'M5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21',
);
export const TorchIcon = icon('M8 3h8l-1.5 6v12h-5V9z', 'M12 12v3');
export const PictureIcon = icon('M4 5h16v14H4z', 'M4 16l4.5-4.5 3.5 3.5 3-3L20 17', 'M15.5 9v.01');
