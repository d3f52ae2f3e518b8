import { useState } from 'preact/hooks';
import { t } from '../../text';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/Field';
import { Sheet } from '../../ui/Sheet';
import { fieldWord } from '../shared/fieldWord';
import { takeTyped } from './take';

const FIELDS = ['given_name', 'family_name', 'company', 'email', 'phone'] as const;
const TYPES = { email: 'email', phone: 'tel' } as const;

/** A contact without a card. One field is enough. */
export function Manual({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [empty, setEmpty] = useState(false);
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    const set = Object.fromEntries(
      Object.entries(typed).flatMap(([name, value]) => (value.trim() ? [[name, value.trim()]] : [])),
    );
    if (Object.keys(set).length === 0) return setEmpty(true);
    onClose();
    await takeTyped(set);
  };
  return (
    <Sheet title={t('scan.manual.title')} onClose={onClose} testId="manual">
      {/* A mail address the browser dislikes must not keep a lead from being saved. */}
      <form class="manual" onSubmit={save} noValidate>
        {FIELDS.map((name) => (
          <TextField
            key={name}
            label={fieldWord(name)}
            type={TYPES[name as 'email'] ?? 'text'}
            value={typed[name] ?? ''}
            onValue={(value) => setTyped({ ...typed, [name]: value })}
            autoComplete="off"
            testId={`manual-${name}`}
            error={empty && name === 'given_name' ? t('scan.manual.empty') : undefined}
          />
        ))}
        <Button type="submit" tone="signal" size="lg" wide testId="manual-save">
          {t('scan.manual.save')}
        </Button>
      </form>
    </Sheet>
  );
}
