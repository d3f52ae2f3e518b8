import { t } from '../text';
import { Pill } from './Chip';
import { ColdIcon, HotIcon, type Icon, WarmIcon } from './icons';

export type Rating = 'hot' | 'warm' | 'cold';

export const RATINGS: readonly Rating[] = ['hot', 'warm', 'cold'];
export const RATING_ICONS: Readonly<Record<Rating, Icon>> = { hot: HotIcon, warm: WarmIcon, cold: ColdIcon };

export const isRating = (value: unknown): value is Rating => RATINGS.includes(value as Rating);

export const RatingPill = ({ rating }: { rating: Rating }) => (
  <Pill tone={rating} icon={RATING_ICONS[rating]}>
    {t(`rating.${rating}`)}
  </Pill>
);

/** The rating as its shape alone, for dense tables; its word is there for readers and on hover. */
export function RatingShape({ rating }: { rating: Rating }) {
  const Glyph = RATING_ICONS[rating];
  return (
    <span class={`shape shape-${rating}`} title={t(`rating.${rating}`)}>
      <Glyph />
      <span class="sr-only">{t(`rating.${rating}`)}</span>
    </span>
  );
}

export const ClassMark = ({ value }: { value: string }) => (
  <span class="class-mark" data-class={value} role="img" aria-label={t('class.of', { class: value })}>
    {value}
  </span>
);
