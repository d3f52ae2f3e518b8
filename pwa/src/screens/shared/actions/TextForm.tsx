import { useState } from 'preact/hooks';
import { t } from '../../../text';
import { Button } from '../../../ui/Button';
import { TextArea } from '../../../ui/Field';
import { toast } from '../../../ui/Toast';
import type { Id } from '../../../wire';
import { w } from '../words';
import { takeBack } from './actions';

interface FormProps {
  label: string;
  testId: string;
  children?: preact.ComponentChildren;
  onText: (text: string) => Promise<void>;
}

/** One text that must not be empty, and its button. */
export function TextForm({ label, testId, children, onText }: FormProps) {
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setWrong(!text.trim());
    if (text.trim()) void onText(text.trim());
  };
  return (
    <form class="stack" onSubmit={submit} noValidate>
      {children}
      <TextArea
        label={label}
        value={text}
        onValue={setText}
        error={wrong ? w('close.needed') : undefined}
        testId={`${testId}-text`}
      />
      <Button type="submit" tone="signal" size="lg" wide testId={`${testId}-save`}>
        {t('ui.save')}
      </Button>
    </form>
  );
}

/** Says what was done; what has left the phone already stays, and the person hears so. */
export const told = (said: string, op: Id): void =>
  toast(said, () => void takeBack(op, () => toast(w('ui.alreadySent'))));
