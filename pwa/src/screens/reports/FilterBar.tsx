import { settings } from '../../store';
import { Button } from '../../ui/Button';
import type { Option } from '../../ui/Field';
import { CloseIcon } from '../../ui/icons';
import { type FilterName, type Filters, isNarrowed } from './address';
import type { Dimension } from './report';
import { t } from './words';

interface Props {
  filters: Filters;
  dimensions: readonly Dimension[];
  onChange: (change: Filters) => void;
}

type PickProps = Pick<Props, 'filters' | 'onChange'> & {
  name: FilterName;
  label: string;
  options: readonly Option[];
};

const Choose = ({ filters, onChange, name, label, options }: PickProps) => (
  <select
    class="input"
    aria-label={label}
    value={filters[name] ?? ''}
    onChange={(event) => onChange({ [name]: event.currentTarget.value })}
    data-testid={`report-${name}`}
  >
    {options.map((option) => (
      <option key={option.value} value={option.value}>
        {option.label}
      </option>
    ))}
  </select>
);

const Day = ({ filters, onChange, name, label }: Omit<PickProps, 'options'>) => (
  <label class="report-day">
    <span>{label}</span>
    <input
      class="input"
      type="date"
      value={filters[name] ?? ''}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
      data-testid={`report-${name}`}
    />
  </label>
);

const option = (value: string, label: string): Option => ({ value, label });
const CLASSES = [option('', t('filter.class.any')), ...['A', 'B', 'C', 'D'].map((c) => option(c, c))];

/** What the report is narrowed to and how it is grouped. */
export function FilterBar({ filters, dimensions, onChange }: Props) {
  const same = { filters, onChange };
  const shows = settings.value.events.map((event) => option(event.id, event.name));
  const people = settings.value.users.map((user) => option(user.id, user.name));
  const groups = dimensions.map(({ name, label }) => option(name, `${t('filter.by')}: ${label}`));
  const anybody = [option('', t('filter.rep.any')), option('none', t('filter.rep.none'))];
  return (
    <search class="report-filters">
      <Choose
        {...same}
        name="show"
        label={t('filter.show')}
        options={[option('', t('filter.show.any')), ...shows]}
      />
      <Choose {...same} name="class" label={t('filter.class')} options={CLASSES} />
      <Choose {...same} name="rep" label={t('filter.rep')} options={[...anybody, ...people]} />
      <Day {...same} name="from" label={t('filter.from')} />
      <Day {...same} name="to" label={t('filter.to')} />
      {groups.length > 1 && (
        <Choose
          {...same}
          name="by"
          label={t('filter.by')}
          options={[option('', `${t('filter.by')}: ${t('filter.by.own')}`), ...groups]}
        />
      )}
      {isNarrowed(filters) && (
        <Button
          icon={CloseIcon}
          tone="quiet"
          onClick={() => onChange({ show: '', class: '', rep: '', from: '', to: '' })}
          testId="report-clear"
        >
          {t('clear')}
        </Button>
      )}
    </search>
  );
}
