import { useEffect } from 'preact/hooks';
import { beingRead, readerState } from '../../capture/reader';
import { type LeadView, lead as leadOf, undoCapture } from '../../store';
import { t } from '../../text';
import { formatTime } from '../../text/format';
import { Button, ButtonLink, IconButton } from '../../ui/Button';
import { CloseIcon, DoneIcon, UndoIcon } from '../../ui/icons';
import { useModal } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import { holdUpdates } from '../../update';
import type { Id } from '../../wire';
import { cardPicture, leadTitle } from '../shared/facts';
import { usePicture } from '../shared/Picture';
import { CardFields } from './CardFields';
import { Chips, Extras, MineToggle } from './Extras';
import { RatingBar } from './rating';
import './sheet.css';
import { w } from './words';

interface SheetProps {
  id: Id;
  /** Just taken: stamped "Saved", and its number of the day is shown. */
  fresh?: { count: number } | undefined;
  onClose: () => void;
  /** Offers to take the back of the card; the caller has a camera. */
  onBack?: (() => void) | undefined;
}

/** Slides over the frozen picture. Nothing here has to be done: the lead is already safe. */
export function LeadSheet({ id, fresh, onClose, onBack }: SheetProps) {
  const dialog = useModal();
  const lead = leadOf(id).value;
  useEffect(holdUpdates, []);
  return (
    <dialog
      ref={dialog}
      class="lead-sheet"
      data-testid="lead-sheet"
      aria-label={w('sheet.title')}
      onClose={onClose}
    >
      {lead && <Content lead={lead} fresh={fresh} onBack={onBack} onClose={() => dialog.current?.close()} />}
    </dialog>
  );
}

type ContentProps = Omit<SheetProps, 'id'> & { lead: LeadView };

const Content = ({ lead, fresh, onBack, onClose }: ContentProps) => (
  <>
    <Photo lead={lead} fresh={fresh} onClose={onClose} />
    <div class="lead-sheet-body">
      <h2 data-testid="sheet-name">{leadTitle(lead.fields) || t('lead.unnamed')}</h2>
      <ReadingLine lead={lead} />
      <Chips lead={lead} />
      <Extras lead={lead} onBack={onBack} />
      <CardFields lead={lead} />
      <div class="sheet-foot">
        <MineToggle lead={lead} />
        {lead.onServer && <ButtonLink href={`/lead/${lead.id}`}>{w('sheet.open')}</ButtonLink>}
        <Remove lead={lead} onClose={onClose} />
      </div>
    </div>
    <div class="lead-sheet-actions">
      <RatingBar lead={lead} onDone={onClose} />
      {fresh && (
        <Button wide onClick={onClose} testId="sheet-next">
          {w('sheet.next')}
        </Button>
      )}
    </div>
  </>
);

function Photo({ lead, fresh, onClose }: ContentProps) {
  const url = usePicture(cardPicture(lead)?.blob?.sha256);
  return (
    <div class={url ? 'sheet-photo' : 'sheet-photo sheet-photo-none'}>
      {url && <img src={url} alt="" />}
      {fresh && (
        <p class="stamp" role="status" data-testid="saved">
          <DoneIcon />
          <span>{w('sheet.saved')}</span>
          <span class="num">{formatTime(lead.captured_at)}</span>
          <span class="num">{w('sheet.count', { count: fresh.count })}</span>
        </p>
      )}
      <IconButton
        icon={CloseIcon}
        label={t('ui.close')}
        class="sheet-close"
        onClick={onClose}
        testId="sheet-close"
      />
    </div>
  );
}

/** Where the reading of the card stands, until there is something to read. */
function ReadingLine({ lead }: { lead: LeadView }) {
  const hasPicture = cardPicture(lead) !== null;
  if (lead.captures.some((one) => one.status === 'review' && one.reason === 'several_cards'))
    return <p>{w('sheet.several')}</p>;
  if (!hasPicture || leadTitle(lead.fields)) return null;
  if (lead.captures.some((capture) => capture.status === 'rejected')) return <p>{w('sheet.unread')}</p>;
  const reading = beingRead.value.has(lead.id) && readerState.value === 'working';
  return (
    <p class="reading-line" role="status" data-testid="reading">
      {w(reading ? 'sheet.reading' : 'sheet.readLater')}
    </p>
  );
}

function Remove({ lead, onClose }: { lead: LeadView; onClose: () => void }) {
  const remove = async () => {
    await undoCapture(lead.id);
    toast(t('scan.undone'));
    onClose();
  };
  return (
    <Button tone="quiet" icon={UndoIcon} onClick={remove} testId="sheet-remove">
      {w('sheet.remove')}
    </Button>
  );
}
