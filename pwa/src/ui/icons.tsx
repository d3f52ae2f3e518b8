import type { JSX } from 'preact';

export type Icon = () => JSX.Element;

/** One stroke family on a 24 grid; the words beside an icon carry its meaning, so it is hidden from readers. */
export const icon =
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

const solid =
  (d: string): Icon =>
  () => (
    <svg width="24" height="24" viewBox="0 0 24 24" fill="currentColor" aria-hidden="true" focusable="false">
      <path d={d} />
    </svg>
  );

export const ScanIcon = icon(
  'M4 8V5.5A1.5 1.5 0 0 1 5.5 4H8M16 4h2.5A1.5 1.5 0 0 1 20 5.5V8M20 16v2.5a1.5 1.5 0 0 1-1.5 1.5H16M8 20H5.5A1.5 1.5 0 0 1 4 18.5V16',
  'M7.5 12h9',
);
export const MineIcon = icon('M4 11h16v9H4z', 'M6.5 7.5h11M9 4h6');
export const ReadyIcon = icon('M4 12.5l5 5L20 6.5');
export const QueueIcon = icon('M4 6h10M4 12h7M4 18h10', 'M16 9l4 3-4 3');
export const TriageIcon = icon('M4 5h16M4 10h16M4 15h9M4 20h9', 'M17 15v5M14.5 17.5h5');
export const ReportsIcon = icon('M4 20h16M6 16v-5M12 16V5M18 16V9');
export const SetupIcon = icon('M4 7h9M17 7h3M4 17h3M11 17h9', 'M15 5v4M9 15v4');
export const PersonIcon = icon('M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z', 'M4.5 20a7.5 7.5 0 0 1 15 0');
export const CallIcon = icon(
  'M6.5 4h3l1.5 4-2 1.5a11 11 0 0 0 5 5L15.5 12.5l4 1.5v3a2.5 2.5 0 0 1-2.7 2.5C10.5 19 5 13.5 4.5 6.7A2.5 2.5 0 0 1 6.5 4z',
);
export const MailIcon = icon('M4 6h16v12H4z', 'M4.5 6.5L12 13l7.5-6.5');
export const SnoozeIcon = icon(
  'M12 21a8 8 0 1 0 0-16 8 8 0 0 0 0 16z',
  'M12 9v4.5l3 2',
  'M4 5l3-2.5M20 5l-3-2.5',
);
export const DoneIcon = icon('M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z', 'M8 12.5l3 3 5.5-6');
export const NotFitIcon = icon('M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z', 'M6 18L18 6');
export const NoteIcon = icon('M5 4h14v11l-5 5H5z', 'M14 20v-5h5', 'M9 9h6M9 13h3');
export const SearchIcon = icon('M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14z', 'M16.5 16.5L21 21');
export const CloseIcon = icon('M6 6l12 12M18 6L6 18');
export const BackIcon = icon('M15 5l-7 7 7 7');
export const NextIcon = icon('M9 5l7 7-7 7');
export const DownIcon = icon('M5 9l7 7 7-7');
export const PlusIcon = icon('M12 5v14M5 12h14');
export const UndoIcon = icon('M9 14L4 9l5-5', 'M4 9h10a6 6 0 0 1 0 12h-3');
export const AlertIcon = icon('M12 4L2.5 20h19z', 'M12 10v4.5M12 17.5v.01');
export const OfflineIcon = icon(
  'M4 4l16 16',
  'M8.5 8.6A7 7 0 0 0 5 15M12 18.5v.01M15.5 14a5 5 0 0 0-2-1.7M19 10.5a11 11 0 0 0-7-2.5',
);
export const SentIcon = icon(
  'M7 18a4.5 4.5 0 0 1-.5-9 6 6 0 0 1 11.5 1.5A4 4 0 0 1 17 18z',
  'M9.5 13l2 2 3.5-4',
);
export const WaitingIcon = icon(
  'M7 18a4.5 4.5 0 0 1-.5-9 6 6 0 0 1 11.5 1.5A4 4 0 0 1 17 18z',
  'M12 15v-4.5M10 12l2-2 2 2',
);
export const ZoomIcon = icon('M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14z', 'M16.5 16.5L21 21M8 11h6M11 8v6');
export const DownloadIcon = icon('M12 4v11M7.5 11l4.5 4.5 4.5-4.5', 'M5 20h14');
export const LinkIcon = icon(
  'M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-5.6-5.6L12 7.3',
  'M14 10a4 4 0 0 0-6-.5l-3 3A4 4 0 0 0 10.6 18L12 16.7',
);
export const PhoneIcon = icon('M7 3h10v18H7z', 'M11 18h2');
export const FlipIcon = icon('M4 10a8 8 0 0 1 14-4l2 2M20 4v4h-4', 'M20 14a8 8 0 0 1-14 4l-2-2M4 20v-4h4');
export const HistoryIcon = icon('M4 12a8 8 0 1 0 2.5-5.800L4 8.5', 'M4 4v4.5h4.5M12 8v4.5l3 1.5');
export const EditIcon = icon('M4 20l1-5L16 4l4 4L9 19z');
export const MachineIcon = icon(
  'M7 7h10v10H7z',
  'M10 4v3M14 4v3M10 17v3M14 17v3M4 10h3M4 14h3M17 10h3M17 14h3',
);
export const KeyboardIcon = icon('M3 7h18v10H3z', 'M7 11v.01M11 11v.01M15 11v.01M8 14h8');
export const ShowIcon = icon('M4 20V9l8-5 8 5v11', 'M9 20v-6h6v6M2.5 20h19');

/* Ratings are told apart by shape before colour. */
export const HotIcon = solid('M12 3l9.5 17h-19z');
export const WarmIcon = solid('M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16z');
export const ColdIcon = solid('M12 2.5l8.5 9.5-8.5 9.5L3.5 12z');
