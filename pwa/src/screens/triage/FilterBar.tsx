import { useEffect, useRef, useState } from 'preact/hooks';
import { settings } from '../../store';
import { Button } from '../../ui/Button';
import type { Option } from '../../ui/Field';
import { CloseIcon, SearchIcon } from '../../ui/icons';
import { statusWord } from '../shared/labels';
import { ALL_SHOWS, type FilterName, type Filters, isNarrowed, NEEDS } from './filters';
import { t } from './words';

const TYPING_MS = 250;

interface Props {
  filters: Filters;
  onChange: (change: Filters) => void;
}

interface PickProps extends Props {
  name: FilterName;
  label: string;
  options: readonly Option[];
}

const Pick = ({ filters, onChange, name, label, options }: PickProps) => (
  <select
    class="input"
    aria-label={label}
    value={filters[name] ?? ''}
    onChange={(event) => onChange({ [name]: event.currentTarget.value })}
    data-testid={`filter-${name}`}
  >
    {options.map((option) => (
      <option key={option.value} value={option.value}>
        {option.label}
      </option>
    ))}
  </select>
);

/** Waits for a pause in typing before it asks the server. */
function Search({ filters, onChange }: Props) {
  const [typed, setTyped] = useState(filters.q ?? '');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setTyped(filters.q ?? ''), [filters.q]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = (value: string) => {
    setTyped(value);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onChange({ q: value.trim() }), TYPING_MS);
  };
  return (
    <label class="search">
      <SearchIcon />
      <input
        class="input"
        type="search"
        placeholder={t('search')}
        aria-label={t('search')}
        value={typed}
        onInput={(event) => type(event.currentTarget.value)}
        data-testid="search"
      />
    </label>
  );
}

const option = (value: string, label: string): Option => ({ value, label });

const showOptions = (): Option[] => [
  option(ALL_SHOWS, t('allShows')),
  ...settings.value.events.map((event) => option(event.id, event.name)),
];

const ownerOptions = (): Option[] => [
  option('', t('owner.any')),
  option('none', t('owner.none')),
  option('me', t('owner.me')),
  ...settings.value.users.map((user) => option(user.id, user.name)),
];

const CLASSES = [option('', t('class.any')), ...['A', 'B', 'C', 'D'].map((value) => option(value, value))];
const STATUSES = [
  option('', t('status.any')),
  ...[1, 2, 3, 4, 5].map((value) => option(String(value), statusWord(value))),
];
const TRACKS = [
  option('', t('track.any')),
  ...(['active', 'nurture', 'customer'] as const).map((value) => option(value, t(`track.${value}`))),
];
const WANTS = [option('', t('needs.any')), ...NEEDS.map((value) => option(value, t(`needs.${value}`)))];

/** Everything that narrows the table. */
export const FilterBar = (props: Props) => (
  <search class="filter-bar">
    <Search {...props} />
    <div class="filters">
      <Pick {...props} name="event" label={t('show')} options={showOptions()} />
      <Pick {...props} name="needs" label={t('needs')} options={WANTS} />
      <Pick {...props} name="owner" label={t('owner')} options={ownerOptions()} />
      <Pick {...props} name="class" label={t('class')} options={CLASSES} />
      <Pick {...props} name="status" label={t('status')} options={STATUSES} />
      <Pick {...props} name="track" label={t('track')} options={TRACKS} />
      {isNarrowed(props.filters) && (
        <Button
          icon={CloseIcon}
          tone="quiet"
          onClick={() =>
            props.onChange({ q: '', needs: '', owner: '', class: '', status: '', track: '', overdue: '' })
          }
          testId="clear-filters"
        >
          {t('clear')}
        </Button>
      )}
    </div>
  </search>
);
