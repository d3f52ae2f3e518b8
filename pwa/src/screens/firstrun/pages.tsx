import { translator } from '../../text';
import { firstrun } from '../../text/en/firstrun';
import { CheckField, TextField } from '../../ui/Field';
import { CurrencyField, ZoneField } from '../shared/fields';
import { PasswordField } from '../shared/PasswordField';
import { type Draft, MIN_PASSWORD } from './draft';

const t = translator(firstrun);

export interface PageProps {
  draft: Draft;
  set: <K extends keyof Draft>(name: K, value: Draft[K]) => void;
  errorOf: (name: keyof Draft) => string | undefined;
}

export const OrganisationPage = ({ draft, set, errorOf }: PageProps) => (
  <>
    <TextField
      label={t('organisation.name')}
      hint={t('organisation.name.hint')}
      autoComplete="organization"
      value={draft['organisation.name']}
      onValue={(value) => set('organisation.name', value)}
      error={errorOf('organisation.name')}
      testId="setup-organisation"
    />
    <CurrencyField
      label={t('organisation.currency')}
      value={draft['organisation.currency']}
      onValue={(value) => set('organisation.currency', value)}
      error={errorOf('organisation.currency')}
    />
    <ZoneField
      label={t('organisation.tz')}
      value={draft['organisation.tz']}
      onValue={(value) => set('organisation.tz', value)}
      error={errorOf('organisation.tz')}
    />
  </>
);

export const AdminPage = ({ draft, set, errorOf }: PageProps) => (
  <>
    <TextField
      label={t('admin.name')}
      autoComplete="name"
      value={draft['admin.name']}
      onValue={(value) => set('admin.name', value)}
      error={errorOf('admin.name')}
      testId="setup-name"
    />
    <TextField
      label={t('admin.email')}
      type="email"
      autoComplete="username"
      value={draft['admin.email']}
      onValue={(value) => set('admin.email', value)}
      error={errorOf('admin.email')}
      testId="setup-email"
    />
    <PasswordField
      label={t('admin.password')}
      hint={t('admin.password.hint', { count: MIN_PASSWORD })}
      kind="new"
      value={draft['admin.password']}
      onValue={(value) => set('admin.password', value)}
      error={errorOf('admin.password')}
      testId="setup-password"
    />
    <CheckField
      label={t('admin.also_supervisor')}
      checked={draft['admin.also_supervisor']}
      onChecked={(checked) => set('admin.also_supervisor', checked)}
    />
  </>
);

export const EventPage = ({ draft, set, errorOf }: PageProps) => (
  <>
    <TextField
      label={t('event.name')}
      value={draft['event.name']}
      onValue={(value) => set('event.name', value)}
      error={errorOf('event.name')}
      testId="setup-event"
    />
    <TextField
      label={t('event.venue')}
      value={draft['event.venue']}
      onValue={(value) => set('event.venue', value)}
      error={errorOf('event.venue')}
    />
    <div class="pair">
      <TextField
        label={t('event.starts_on')}
        type="date"
        value={draft['event.starts_on']}
        onValue={(value) => set('event.starts_on', value)}
        error={errorOf('event.starts_on')}
      />
      <TextField
        label={t('event.ends_on')}
        type="date"
        value={draft['event.ends_on']}
        onValue={(value) => set('event.ends_on', value)}
        error={errorOf('event.ends_on')}
      />
    </div>
    <ZoneField
      label={t('event.tz')}
      value={draft['event.tz']}
      onValue={(value) => set('event.tz', value)}
      error={errorOf('event.tz')}
    />
  </>
);
