import { signal } from '@preact/signals';
import { useLayoutEffect, useState } from 'preact/hooks';
import { ErrorBoundary, LocationProvider, lazy, Route, Router, useLocation } from 'preact-iso';
import { homeOf, maySee, PATHS, type ScreenName } from './access';
import { entry } from './entry';
import { guestTabs, SIGN_IN, screens, tabsFor } from './routes';
import { localDay } from './screens/shared/days';
import { myRoles } from './screens/shared/people';
import { ready, session, settings } from './store';
import { t } from './text';
import { TabBar } from './ui/Bars';
import { ButtonLink } from './ui/Button';
import { AlertIcon, PersonIcon } from './ui/icons';
import { EmptyState } from './ui/Notice';
import { Toasts } from './ui/Toast';

const AccountSheet = lazy(() => import('./screens/account').then((m) => m.AccountSheet));

/** A screen stopped with an error; what the person captured is not touched by it. */
const Crashed = () => (
  <EmptyState icon={AlertIcon} heading="h1" title={t('error.crash.title')} text={t('error.crash.text')}>
    <button type="button" class="btn btn-signal" onClick={() => location.reload()}>
      {t('error.crash.action')}
    </button>
  </EmptyState>
);

const Nowhere = () => (
  <EmptyState icon={AlertIcon} heading="h1" title={t('error.page.title')} text={t('error.page.text')}>
    <ButtonLink href={home()} tone="signal">
      {t('error.page.action')}
    </ButtonLink>
  </EmptyState>
);

const home = (): string => (session.value ? homeOf(myRoles(), settings.value.events, localDay()) : SIGN_IN);

/**
 * A visit without an address of its own opens on the screen of the person's role. False until it is there: the scan
 * screen would ask for the camera on the way.
 */
function useLanding(): boolean {
  const { path, route } = useLocation();
  const [wanted] = useState(home);
  const [there, setThere] = useState(path !== PATHS.scan || wanted === PATHS.scan);
  useLayoutEffect(() => {
    if (there) return;
    route(wanted, true);
    setThere(true);
  }, []);
  return there;
}

const GUEST_SCREENS: readonly ScreenName[] = ['scan', 'mine', 'ready'];

function routeFor(name: ScreenName) {
  const allowed = session.value ? maySee(myRoles(), name) : GUEST_SCREENS.includes(name);
  const component = allowed ? screens[name] : session.value ? Nowhere : screens.signin;
  return <Route key={name} path={PATHS[name]} component={component} />;
}

/** A router keeps its screen until the address changes: who is signed in changes it too. */
const Screens = () => (
  <Router key={session.value ? myRoles().join() : 'guest'}>
    {(Object.keys(PATHS) as ScreenName[]).map(routeFor)}
    <Route path="/lead/:id" component={screens.lead} />
    <Route path={SIGN_IN} component={screens.signin} />
    <Route default component={Nowhere} />
  </Router>
);

const accountOpen = signal(false);

const AccountButton = () => (
  <button
    type="button"
    class="tab"
    aria-haspopup="dialog"
    onClick={() => {
      accountOpen.value = true;
    }}
    data-testid="account"
  >
    <PersonIcon />
    <span>{t('nav.account')}</span>
  </button>
);

const closeAccount = () => {
  accountOpen.value = false;
};

/** A phone's bar holds no more beside the account; the rest is listed in the account's sheet. */
const MAX_TABS = 4;

function Shell() {
  const landed = useLanding();
  const { path } = useLocation();
  const tabs = session.value ? tabsFor(myRoles()) : guestTabs();
  const bare = path === SIGN_IN;
  return (
    <div class={bare ? 'shell shell-bare' : 'shell'}>
      {!bare && <TabBar tabs={tabs} inBar={MAX_TABS} path={path} last={<AccountButton />} />}
      <main id="main" tabIndex={-1}>
        {landed && <Screens />}
      </main>
      {accountOpen.value && <AccountSheet others={tabs.slice(MAX_TABS)} onClose={closeAccount} />}
    </div>
  );
}

const ENTRY_SCREENS = { setup: screens.firstrun, password: screens.password, enrol: screens.enrol };

/** A link with a secret comes before everything else: it is why the person is here. */
function Visit() {
  const kind = entry.value?.kind;
  if (!kind) return <Shell />;
  const Screen = ENTRY_SCREENS[kind];
  return (
    <main id="main" tabIndex={-1}>
      <Screen />
    </main>
  );
}

export function App() {
  const [crash, setCrash] = useState(false);
  if (!ready.value) return null;
  return (
    <LocationProvider>
      <a class="skip btn" href="#main">
        {t('app.skip')}
      </a>
      <ErrorBoundary
        onError={(error) => {
          console.error(error);
          setCrash(true);
        }}
      >
        {crash ? <Crashed /> : <Visit />}
      </ErrorBoundary>
      <Toasts />
    </LocationProvider>
  );
}
