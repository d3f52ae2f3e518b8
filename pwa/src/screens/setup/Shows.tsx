import { useState } from 'preact/hooks';
import { formatDay } from '../../text/format';
import { Button } from '../../ui/Button';
import { Pill } from '../../ui/Chip';
import { EditIcon, PlusIcon, ShowIcon } from '../../ui/icons';
import { EmptyState } from '../../ui/Notice';
import { morningOf } from '../shared/days';
import { nameOf } from '../shared/people';
import { Awaited, useLoaded } from './loading';
import { ShowForm } from './ShowForm';
import type { ShowRecord } from './wire';
import { t } from './words';

const dayWord = (day: string): string => {
  const at = morningOf(day);
  return at === null ? day : formatDay(at);
};

const daysOf = ({ starts_on, ends_on }: ShowRecord): string =>
  starts_on === ends_on
    ? dayWord(starts_on)
    : t('show.days', { from: dayWord(starts_on), to: dayWord(ends_on) });

const ShowRow = ({ show, onEdit }: { show: ShowRecord; onEdit: () => void }) => (
  <li class="record" data-testid="show-row">
    <div class="record-words">
      <h2>{show.name}</h2>
      <p class="muted">{[show.venue, daysOf(show)].filter(Boolean).join(' · ')}</p>
      <p class="pills">
        {show.chips.map((chip) => (
          <Pill key={chip.slug}>{chip.label}</Pill>
        ))}
      </p>
      {show.staff_ids.length > 0 && (
        <p class="muted">{t('show.stand', { names: show.staff_ids.map(nameOf).join(', ') })}</p>
      )}
    </div>
    <Button
      icon={EditIcon}
      onClick={onEdit}
      aria-label={t('people.edit', { name: show.name })}
      testId="show-edit"
    >
      {t('edit')}
    </Button>
  </li>
);

/** Shows: where leads come from, what can be tapped there, who stands there. */
export function Shows() {
  const shows = useLoaded<ShowRecord[]>('/api/v1/events');
  const [open, setOpen] = useState<ShowRecord | 'new' | null>(null);
  const newButton = (
    <Button tone="signal" icon={PlusIcon} onClick={() => setOpen('new')} testId="show-new">
      {t('show.new')}
    </Button>
  );
  return (
    <section aria-label={t('show.list')}>
      <Awaited of={shows}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon={ShowIcon} title={t('show.none.title')} text={t('show.none.text')}>
              {newButton}
            </EmptyState>
          ) : (
            <>
              <div class="setup-acts">{newButton}</div>
              <ul>
                {list.map((show) => (
                  <ShowRow key={show.id} show={show} onEdit={() => setOpen(show)} />
                ))}
              </ul>
            </>
          )
        }
      </Awaited>
      {open && (
        <ShowForm
          record={open === 'new' ? null : open}
          onClose={() => setOpen(null)}
          onSaved={shows.reload}
        />
      )}
    </section>
  );
}
