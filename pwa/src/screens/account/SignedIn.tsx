import { useEffect, useState } from 'preact/hooks';
import { api } from '../../api';
import { deviceLabel } from '../../store/device';
import { formatFromNow } from '../../text/format';
import { Button } from '../../ui/Button';
import { toast } from '../../ui/Toast';
import type { Id } from '../../wire';
import { problemText } from '../shared/problem';
import { PasswordSheet } from './PasswordSheet';
import { t } from './words';

/** A browser signed in by password. */
interface Place {
  id: Id;
  /** Its user agent. */
  label: string;
  seen_at: string;
  current: boolean;
}

const BY_COOKIE = { cookieOnly: true };

/** Browsers this person is signed in on; null offline, and once this one's sign-in is over. */
async function ownPlaces(): Promise<Place[] | null> {
  const answer = await api.get<Place[]>('/api/v1/session', BY_COOKIE);
  return answer.ok ? answer.data.map((place) => ({ ...place, label: deviceLabel(place.label) })) : null;
}

const Row = ({ place, onEnd }: { place: Place; onEnd: () => void }) => (
  <li>
    <p>
      <strong>{place.label}</strong>
      <span class="muted">
        {place.current
          ? t('places.here')
          : t('places.seen', { when: formatFromNow(Date.parse(place.seen_at)) })}
      </span>
    </p>
    {!place.current && (
      <Button onClick={onEnd} aria-label={t('places.endNamed', { label: place.label })} testId="place-end">
        {t('places.end')}
      </Button>
    )}
  </li>
);

/** What only somebody signed in by password can do: change it, and sign other browsers out. */
export function SignedIn() {
  const [places, setPlaces] = useState<Place[] | null>(null);
  const [changing, setChanging] = useState(false);
  const load = () => void ownPlaces().then(setPlaces);
  useEffect(load, []);
  const end = async ({ id, label }: Place) => {
    const done = await api.delete(`/api/v1/session/${id}`, { ...BY_COOKIE, as: 'none' });
    toast(done.ok ? t('places.ended', { label }) : problemText(done));
    load();
  };
  if (!places) return null;
  return (
    <>
      <section aria-labelledby="places-title">
        <h3 id="places-title">{t('places')}</h3>
        <ul class="places" data-testid="places">
          {places.map((place) => (
            <Row key={place.id} place={place} onEnd={() => void end(place)} />
          ))}
        </ul>
      </section>
      <Button wide onClick={() => setChanging(true)} testId="change-password">
        {t('password')}
      </Button>
      {changing && (
        <PasswordSheet
          onClose={() => {
            setChanging(false);
            load();
          }}
        />
      )}
    </>
  );
}
