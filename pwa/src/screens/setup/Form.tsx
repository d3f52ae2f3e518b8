import type { ComponentChildren } from 'preact';
import { Button } from '../../ui/Button';
import { CheckField } from '../../ui/Field';
import { AlertIcon } from '../../ui/icons';
import { Sheet } from '../../ui/Sheet';
import { Failed } from '../shared/Failed';
import { focusWrong } from '../shared/focusWrong';
import { t } from './words';

interface FormProps {
  title: string;
  busy: boolean;
  failed: string;
  onClose: () => void;
  onSubmit: () => void;
  children: ComponentChildren;
  testId: string;
}

/** The frame of every set-up form: what went wrong on top, one way to save. */
export const Form = ({ title, busy, failed, onClose, onSubmit, children, testId }: FormProps) => (
  <Sheet title={title} onClose={onClose} testId={testId}>
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
        focusWrong(event.currentTarget);
      }}
    >
      <Failed why={failed} />
      {children}
      <div class="form-save">
        <Button type="submit" tone="signal" size="lg" wide disabled={busy} testId={`${testId}-save`}>
          {busy ? t('busy') : t('save')}
        </Button>
      </div>
    </form>
  </Sheet>
);

interface ChecksProps {
  label: string;
  hint?: string;
  error?: string | undefined;
  options: readonly { value: string; label: string }[];
  chosen: readonly string[];
  onFlip: (value: string) => void;
  testId: string;
}

/** Several of a list. */
export const Checks = ({ label, hint, error, options, chosen, onFlip, testId }: ChecksProps) => (
  <fieldset class="field checks" data-testid={testId}>
    <legend>{label}</legend>
    {hint && <p class="hint">{hint}</p>}
    {options.map((option) => (
      <CheckField
        key={option.value}
        label={option.label}
        checked={chosen.includes(option.value)}
        onChecked={() => onFlip(option.value)}
        testId={`${testId}-${option.value}`}
      />
    ))}
    {error && (
      <p class="error" role="alert">
        <AlertIcon />
        {error}
      </p>
    )}
  </fieldset>
);
