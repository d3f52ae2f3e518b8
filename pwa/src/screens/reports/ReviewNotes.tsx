import { useEffect, useState } from 'preact/hooks';
import { has } from '../../access';
import { api, call } from '../../api';
import { formatDay } from '../../text/format';
import { Button } from '../../ui/Button';
import { TextArea } from '../../ui/Field';
import { toast } from '../../ui/Toast';
import type { Id } from '../../wire';
import { myRoles, nameOf } from '../shared/people';
import { problemText } from '../shared/problem';
import { type Filters, wholeMonth } from './address';
import { useLoaded } from './loading';
import { t } from './words';

interface Review {
  notes: string;
  signed_by: Id | null;
  signed_at: number | null;
}

function Writing({ path }: { path: string }) {
  const review = useLoaded(path, (signal) => api.get<Review>(path, { signal }));
  const [notes, setNotes] = useState('');
  useEffect(() => setNotes(review.data?.notes ?? ''), [review.data]);
  const write = async (sign: boolean) => {
    const answer = await call('PUT', path, { json: { notes, sign } });
    toast(answer.ok ? t(sign ? 'review.done' : 'review.kept') : problemText(answer));
    if (answer.ok) review.reload();
  };
  if (review.failure && !review.data) return <p class="muted">{problemText(review.failure)}</p>;
  if (review.data?.signed_at)
    return (
      <>
        <p class="review-text">{review.data.notes}</p>
        <p class="muted" data-testid="review-signed">
          {t('review.signed', {
            who: nameOf(review.data.signed_by),
            when: formatDay(review.data.signed_at),
          })}
        </p>
      </>
    );
  return (
    <>
      <TextArea label={t('review.notes')} value={notes} onValue={setNotes} testId="review-notes" />
      <div class="report-actions">
        <Button onClick={() => write(false)} testId="review-save">
          {t('review.save')}
        </Button>
        <Button tone="signal" onClick={() => write(true)} testId="review-sign">
          {t('review.sign')}
        </Button>
      </div>
    </>
  );
}

/** The monthly review is written under the figures of one person and one whole month. */
export function ReviewNotes({ filters }: { filters: Filters }) {
  const month = wholeMonth(filters);
  if (!has(myRoles(), 'supervisor', 'director')) return null;
  const person = filters.rep && filters.rep !== 'none' ? filters.rep : null;
  return (
    <section class="report-table">
      <h2>{t('review.title')}</h2>
      {month && person ? (
        <Writing key={`${person}/${month}`} path={`/api/v1/reviews/${person}/${month}`} />
      ) : (
        <p class="muted">{t('review.choose')}</p>
      )}
    </section>
  );
}
