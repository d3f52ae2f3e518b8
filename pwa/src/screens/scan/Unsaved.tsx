import { useState } from 'preact/hooks';
import { t } from '../../text';
import { Button } from '../../ui/Button';
import { AlertIcon } from '../../ui/icons';
import { saveExport } from '../booth/rescue';
import { unsaved } from './take';

/** The one thing that may interrupt: the phone did not take the lead. */
export function Unsaved() {
  const [busy, setBusy] = useState(false);
  const trouble = unsaved.value;
  if (!trouble) return null;
  const again = async () => {
    setBusy(true);
    await trouble.again();
    setBusy(false);
  };
  return (
    <section class="unsaved" role="alert" data-testid="unsaved">
      <AlertIcon />
      <h2>{t(trouble.full ? 'full.title' : 'full.other.title')}</h2>
      <p>{t(trouble.full ? 'full.text' : 'full.other.text')}</p>
      <Button tone="signal" size="lg" wide onClick={again} disabled={busy}>
        {t('ui.retry')}
      </Button>
      <Button wide onClick={() => void saveExport()}>
        {t('full.export')}
      </Button>
    </section>
  );
}
