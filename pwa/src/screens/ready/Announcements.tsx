import { useEffect, useState } from 'preact/hooks';
import { api } from '../../api';
import { formatDay } from '../../text/format';
import { Button } from '../../ui/Button';
import { NoteIcon } from '../../ui/icons';
import type { Id } from '../../wire';
import { w } from './words';

interface Announced {
  id: Id;
  event_name: string;
  starts_on: string;
  message: string;
  read_at: string | null;
}

/** What marketing announced and this person has not read yet; nothing while there is no network. */
export function Announcements() {
  const [unread, setUnread] = useState<readonly Announced[]>([]);
  useEffect(() => {
    void api.get<Announced[]>('/api/v1/notices').then((answer) => {
      if (answer.ok) setUnread(answer.data.filter((one) => one.read_at === null));
    });
  }, []);
  const read = async (id: Id) => {
    const answer = await api.post(`/api/v1/notices/${id}/read`);
    if (answer.ok) setUnread((before) => before.filter((one) => one.id !== id));
  };
  if (unread.length === 0) return null;
  return (
    <section aria-label={w('ready.news')} data-testid="announcements">
      <h2>{w('ready.news')}</h2>
      <ul class="news">
        {unread.map((one) => (
          <li class="news-row" key={one.id}>
            <NoteIcon />
            <div>
              <p>
                <b>{one.event_name}</b>{' '}
                <span class="muted">{formatDay(Date.parse(`${one.starts_on}T12:00`))}</span>
              </p>
              <p>{one.message}</p>
              <Button onClick={() => void read(one.id)} testId="announcement-read">
                {w('ready.news.read')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
