import { lazy } from 'preact-iso';
import { PATHS, type ScreenName, screensFor } from './access';
import { t } from './text';
import type { Tab } from './ui/Bars';
import {
  type Icon,
  MineIcon,
  QueueIcon,
  ReadyIcon,
  ReportsIcon,
  ScanIcon,
  SetupIcon,
  TriageIcon,
} from './ui/icons';

/** Every screen is its own chunk; the service worker keeps them all, so each opens without a network. */
export const screens = {
  scan: lazy(() => import('./screens/scan').then((m) => m.ScanScreen)),
  mine: lazy(() => import('./screens/mine').then((m) => m.MineScreen)),
  ready: lazy(() => import('./screens/ready').then((m) => m.ReadyScreen)),
  queue: lazy(() => import('./screens/queue').then((m) => m.QueueScreen)),
  lead: lazy(() => import('./screens/lead').then((m) => m.LeadScreen)),
  triage: lazy(() => import('./screens/triage').then((m) => m.TriageScreen)),
  reports: lazy(() => import('./screens/reports').then((m) => m.ReportsScreen)),
  setup: lazy(() => import('./screens/setup').then((m) => m.SetupScreen)),
  signin: lazy(() => import('./screens/signin').then((m) => m.SignInScreen)),
  password: lazy(() => import('./screens/signin/ChoosePassword').then((m) => m.ChoosePasswordScreen)),
  firstrun: lazy(() => import('./screens/firstrun').then((m) => m.FirstRunScreen)),
  enrol: lazy(() => import('./screens/enrol').then((m) => m.EnrolScreen)),
};

export const SIGN_IN = '/signin';

const ICONS: Readonly<Record<ScreenName, Icon>> = {
  scan: ScanIcon,
  mine: MineIcon,
  ready: ReadyIcon,
  queue: QueueIcon,
  triage: TriageIcon,
  reports: ReportsIcon,
  setup: SetupIcon,
};

const tab = (name: ScreenName): Tab => ({
  href: PATHS[name],
  label: t(`nav.${name}`),
  icon: ICONS[name],
  testId: `tab-${name}`,
});

export const tabsFor = (roles: readonly string[]): Tab[] => screensFor(roles).map(tab);

/** Before anybody signed in a phone can still take cards in, and look after them. */
export const guestTabs = (): Tab[] => [tab('scan'), tab('mine')];
