import { mayAssign } from '../../access';
import { Button, IconButton } from '../../ui/Button';
import { BackIcon, NextIcon, PersonIcon } from '../../ui/icons';
import { myRoles } from '../shared/people';
import type { Filters } from './filters';
import type { Listing } from './state';
import { t } from './words';

interface PagingProps {
  filters: Filters;
  listing: Listing;
  onPage: (page: number) => void;
}

export const Paging = ({ filters, listing, onPage }: PagingProps) => {
  const number = Number(filters.page ?? 1);
  const { pages = 1, total = 0 } = listing.page ?? {};
  return (
    <div class="paging">
      <IconButton
        icon={BackIcon}
        label={t('prev')}
        disabled={number <= 1}
        onClick={() => onPage(number - 1)}
      />
      <span class="num" data-testid="paging">
        {t('pages', { page: number, pages, count: total })}
      </span>
      <IconButton
        icon={NextIcon}
        label={t('next')}
        disabled={number >= pages}
        onClick={() => onPage(number + 1)}
      />
    </div>
  );
};

interface BulkProps {
  count: number;
  onAssign: () => void;
  onClear: () => void;
}

export const BulkBar = ({ count, onAssign, onClear }: BulkProps) => (
  <section class="bulk" aria-label={t('bulk.count', { count })} data-testid="bulk-bar">
    <strong>{t('bulk.count', { count })}</strong>
    {mayAssign(myRoles()) && (
      <Button tone="signal" icon={PersonIcon} shortcut="A" onClick={onAssign} testId="bulk-assign">
        {t('bulk.assign')}
      </Button>
    )}
    <Button tone="quiet" onClick={onClear}>
      {t('bulk.clear')}
    </Button>
  </section>
);
