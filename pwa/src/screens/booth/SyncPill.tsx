import { outbox } from '../../store';
import { t } from '../../text';
import { SentIcon, WaitingIcon } from '../../ui/icons';
import './booth.css';

/** "12 on this phone, 3 not sent": never just "offline". Leads to the list. */
export function SyncPill() {
  const { onPhone, leads, dead, uploads } = outbox.value;
  const open = leads + dead;
  const Glyph = open + uploads ? WaitingIcon : SentIcon;
  const rest = open
    ? t('pill.unsent', { count: open })
    : uploads
      ? t('pill.pictures', { count: uploads })
      : t('pill.sent');
  return (
    <a class="sync-pill" href="/mine" data-testid="sync-pill" data-unsent={open}>
      <Glyph />
      <span>
        {t('pill.onPhone', { count: onPhone })}, {rest}
      </span>
    </a>
  );
}
