import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { t } from '../text';
import { AlertIcon } from './icons';

interface Shared {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  value: string;
  onValue: (value: string) => void;
  testId?: string;
}

type Wiring = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': boolean };

function Frame({
  label,
  hint,
  error,
  children,
}: Pick<Shared, 'label' | 'hint' | 'error'> & { children: (wiring: Wiring) => ComponentChildren }) {
  const id = useId();
  const told = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, 'aria-describedby': told || undefined, 'aria-invalid': Boolean(error) })}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p class="error" id={`${id}-error`}>
          <AlertIcon />
          {error}
        </p>
      )}
    </div>
  );
}

type AutoFill =
  | 'off'
  | 'email'
  | 'username'
  | 'current-password'
  | 'new-password'
  | 'name'
  | 'organization'
  | 'one-time-code';

interface Inputs {
  type?: 'text' | 'email' | 'password' | 'date' | 'datetime-local' | 'tel' | 'url' | 'search';
  autoComplete?: AutoFill;
  inputMode?: 'text' | 'numeric' | 'decimal' | 'email' | 'tel';
  required?: boolean;
  placeholder?: string;
  minLength?: number;
  maxLength?: number;
  min?: string;
}

/** Preact types an input as a union over `type`, which no computed `type` fits: joined here, once. */
const attributes = (rest: Inputs, wiring: Wiring) =>
  ({ ...rest, ...wiring }) as { type?: 'text' } & Omit<Inputs, 'type'> & Wiring;

export const TextField = ({ label, hint, error, value, onValue, testId, ...rest }: Shared & Inputs) => (
  <Frame label={label} hint={hint} error={error}>
    {(wiring) => (
      <input
        class="input"
        {...attributes(rest, wiring)}
        value={value}
        data-testid={testId}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    )}
  </Frame>
);

export const TextArea = ({
  label,
  hint,
  error,
  value,
  onValue,
  testId,
  rows,
}: Shared & { rows?: number }) => (
  <Frame label={label} hint={hint} error={error}>
    {(wiring) => (
      <textarea
        class="input"
        {...wiring}
        rows={rows}
        value={value}
        data-testid={testId}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    )}
  </Frame>
);

export interface Option {
  value: string;
  label: string;
}

export const SelectField = ({
  label,
  hint,
  error,
  value,
  onValue,
  testId,
  options,
  empty,
}: Shared & { options: readonly Option[]; empty?: string }) => (
  <Frame label={label} hint={hint} error={error}>
    {(wiring) => (
      <select
        class="input"
        {...wiring}
        value={value}
        data-testid={testId}
        onChange={(event) => onValue(event.currentTarget.value)}
      >
        {empty !== undefined && <option value="">{empty}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    )}
  </Frame>
);

export const CheckField = ({
  label,
  checked,
  onChecked,
  testId,
}: {
  label: string;
  checked: boolean;
  onChecked: (checked: boolean) => void;
  testId?: string;
}) => (
  <label class="check">
    <input
      type="checkbox"
      checked={checked}
      data-testid={testId}
      onChange={(event) => onChecked(event.currentTarget.checked)}
    />
    <span>{label}</span>
  </label>
);

export const optionalLabel = (label: string): string => `${label} (${t('ui.optional')})`;
