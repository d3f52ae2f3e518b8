import type { TargetedEvent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { api } from '../../api';
import { entry, leaveEntry } from '../../entry';
import { SIGN_IN } from '../../routes';
import { registerBrowser } from '../../store';
import { translator } from '../../text';
import { firstrun } from '../../text/en/firstrun';
import { LANGUAGE } from '../../text/language';
import { Button, ButtonLink } from '../../ui/Button';
import { localDay } from '../shared/days';
import { Failed } from '../shared/Failed';
import { focusWrong } from '../shared/focusWrong';
import { useSending } from '../shared/sending';
import { type Welcome, Welcoming } from '../shared/Welcoming';
import { type Draft, emptyDraft, MIN_PASSWORD, PAGES, pageOf, setupBody, type Wrong, wrongOn } from './draft';
import { AdminPage, EventPage, OrganisationPage, type PageProps } from './pages';

const t = translator(firstrun);

const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

const wrongText = (wrong: Wrong): string =>
  wrong === 'password' ? t('wrong.password', { count: MIN_PASSWORD }) : t(`wrong.${wrong}`);

const BODIES = { organisation: OrganisationPage, admin: AdminPage, event: EventPage };

/** Sends the whole form, signs this browser in and opens the first screen. */
function useSetup() {
  const { route } = useLocation();
  const sending = useSending();
  const finish = async (draft: Draft) => {
    const token = entry.value?.kind === 'setup' ? entry.value.token : '';
    const done = await sending.send(() =>
      api.post<Welcome>('/api/v1/setup', setupBody(draft, token, LANGUAGE)),
    );
    if (!done) return;
    const { user, org, home } = done.data;
    const paired = await registerBrowser({ user, org });
    if (!paired.ok) return sending.setFailed(paired.title);
    leaveEntry();
    route(home, true);
  };
  return { ...sending, finish };
}

/** A set-up link opened a second time leads to the sign-in. */
function useAlreadyDone(): boolean {
  const [done, setDone] = useState(false);
  useEffect(() => {
    api.get<{ needed: boolean }>('/api/v1/setup').then((answer) => {
      setDone(answer.ok && !answer.data.needed);
    });
  }, []);
  return done;
}

const AlreadyDone = () => (
  <Welcoming title={t('used.title')} text={t('used.text')}>
    <ButtonLink href={SIGN_IN} tone="signal" size="lg" wide onClick={leaveEntry}>
      {t('used.action')}
    </ButtonLink>
  </Welcoming>
);

function useDraft() {
  const [draft, setDraft] = useState(() => emptyDraft(ownZone(), localDay()));
  const set = <K extends keyof Draft>(name: K, value: Draft[K]) =>
    setDraft((before) => ({ ...before, [name]: value }));
  return { draft, set };
}

/** Three short pages between the printed link and the first card. */
export function FirstRunScreen() {
  const { draft, set } = useDraft();
  const [at, setAt] = useState(0);
  const [wrong, setWrong] = useState<ReturnType<typeof wrongOn>>({});
  const { busy, failed, errors, finish } = useSetup();
  const alreadyDone = useAlreadyDone();
  const refused = pageOf(errors);
  useEffect(() => {
    if (refused) setAt(PAGES.indexOf(refused));
  }, [errors]);
  const page = PAGES[at] ?? 'organisation';
  const Body = BODIES[page];

  const go = (event: TargetedEvent<HTMLFormElement>) => {
    event.preventDefault();
    const found = wrongOn(page, draft);
    setWrong(found);
    if (Object.keys(found).length > 0) return focusWrong(event.currentTarget);
    if (at < PAGES.length - 1) setAt(at + 1);
    else void finish(draft);
  };
  const errorOf: PageProps['errorOf'] = (name) => {
    const found = wrong[name];
    return found ? wrongText(found) : errors[name];
  };

  if (alreadyDone) return <AlreadyDone />;
  return (
    <Welcoming title={t('title')} text={t('text')}>
      <form class="stack" onSubmit={go} noValidate data-testid={`setup-page-${page}`}>
        <div>
          <p class="label">{t('progress', { page: at + 1 })}</p>
          <h2>{t(`step.${page}`)}</h2>
        </div>
        <Failed why={failed} />
        <Body draft={draft} set={set} errorOf={errorOf} />
        <Button type="submit" tone="signal" size="lg" wide disabled={busy} testId="setup-next">
          {busy ? t('busy') : t(at === PAGES.length - 1 ? 'finish' : 'next')}
        </Button>
        {at > 0 && (
          <Button tone="quiet" wide onClick={() => setAt(at - 1)}>
            {t('back')}
          </Button>
        )}
      </form>
    </Welcoming>
  );
}
