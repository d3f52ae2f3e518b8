import { SelectField } from '../../ui/Field';

interface Props {
  label: string;
  value: string;
  onValue: (value: string) => void;
  error?: string | undefined;
}

const names = (kind: 'timeZone' | 'currency', own: string): string[] =>
  [...new Set([own, 'UTC', ...Intl.supportedValuesOf(kind)])].filter(
    (name) => kind === 'timeZone' || name !== 'UTC',
  );

const currencyName = new Intl.DisplayNames('en', { type: 'currency' });

export const ZoneField = (props: Props) => (
  <SelectField
    {...props}
    options={names('timeZone', props.value).map((value) => ({ value, label: value.replaceAll('_', ' ') }))}
  />
);

export const CurrencyField = (props: Props) => (
  <SelectField
    {...props}
    options={names('currency', props.value).map((value) => ({
      value,
      label: `${value} · ${currencyName.of(value) ?? value}`,
    }))}
  />
);
