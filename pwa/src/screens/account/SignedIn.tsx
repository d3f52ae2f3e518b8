import { useEffect, useState } from 'preact/hooks';
import { api } from '../../api';
import { formatFromNow } from '../../text/format';
import { Button } from '../../ui/Button';
import { toast } from '../../ui/Toast';
import type { Id, Me } from '../../wire';
import { problemText } from '../shared/problem';
import './account.css';
import { PasswordSheet } from './PasswordSheet';
import { t } from './words';

/** A browser signed in by password. */
interface Place {
  id: Id;
  label: string;
  seen_at: string;
  current: boolean;
}

const BY_COOKIE = { cookieOnly: true };

/** Browsers this person is signed in on; null on a paired phone, for a cookie of somebody else, and offline. */
async function placesOf(person: Id): Promise<Place[] | null> {
  const [me, places] = await Promise.all([
    api.get<{ user: Me }>('/api/v1/me', BY_COOKIE),
    api.get<Place[]>('/api/v1/session', BY_COOKIE),
  ]);
  return me.ok && places.ok && me.data.user.id === person ? places.data : null;
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
export function SignedIn({ person }: { person: Id }) {
  const [places, setPlaces] = useState<Place[] | null>(null);
  const [changing, setChanging] = useState(false);
  const load = () => void placesOf(person).then(setPlaces);
  useEffect(load, [person]);
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
