import { formatMoment } from '../../text/format';
import { Button } from '../../ui/Button';
import { LinkIcon } from '../../ui/icons';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import type { OneTimeLink } from './wire';
import { t } from './words';

/** Clipboards need HTTPS and a willing browser; the link stands there to be marked by hand as well. */
async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast(t('link.copied'));
  } catch {
    toast(t('link.failed'));
  }
}

/** A person's one-time link: shown this once, never kept. */
export const LinkSheet = ({
  name,
  link,
  onClose,
}: {
  name: string;
  link: OneTimeLink;
  onClose: () => void;
}) => (
  <Sheet title={t('link.title', { name })} onClose={onClose} testId="link-sheet">
    <p>{t('link.text', { when: formatMoment(Date.parse(link.expires_at)) })}</p>
    <p class="link-out num" data-testid="one-time-link">
      {link.url}
    </p>
    <Button tone="signal" size="lg" wide icon={LinkIcon} onClick={() => void copy(link.url)}>
      {t('link.copy')}
    </Button>
  </Sheet>
);
