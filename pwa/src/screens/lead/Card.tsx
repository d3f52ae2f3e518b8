import { useState } from 'preact/hooks';
import type { LeadView } from '../../store/types';
import { Button, IconButton } from '../../ui/Button';
import { AlertIcon, FlipIcon, MachineIcon, MineIcon, ZoomIcon } from '../../ui/icons';
import { Sheet } from '../../ui/Sheet';
import type { Capture } from '../../wire';
import { comesLater } from '../shared/comesLater';
import { usePicture } from '../shared/Picture';
import { w } from '../shared/words';

const ReadingsSheet = comesLater(() => import('../readings').then((m) => m.ReadingsSheet));

const pictures = (lead: LeadView): Capture[] =>
  lead.captures
    .filter((capture) => capture.blob?.mime.startsWith('image/'))
    .sort((a, b) => Number(a.side === 'back') - Number(b.side === 'back') || b.taken_at - a.taken_at);

const sideWord = (capture: Capture): string =>
  w(capture.side === 'back' ? 'lead.cardBack' : 'lead.cardFront');

const Missing = ({ text }: { text: string }) => (
  <p class="card-none">
    <MineIcon />
    <span>{text}</span>
  </p>
);

/** The picture at its own size, to scroll around in; a second tap fits it to the window. */
function Closer({ url, capture, onClose }: { url: string; capture: Capture; onClose: () => void }) {
  const [fit, setFit] = useState(true);
  return (
    <Sheet title={sideWord(capture)} onClose={onClose} testId="card-zoom">
      <div class={fit ? 'closer' : 'closer closer-full'}>
        <img src={url} alt={sideWord(capture)} />
      </div>
      <Button wide icon={ZoomIcon} onClick={() => setFit(!fit)}>
        {w(fit ? 'lead.cardZoom' : 'lead.cardSize')}
      </Button>
    </Sheet>
  );
}

const STATUS_TEXT = { rejected: 'lead.cardRejected', ocr: 'lead.cardReading' } as const;

const Status = ({ capture }: { capture: Capture }) => {
  if (capture.status === 'rejected' || capture.status === 'ocr')
    return <p class="muted">{w(STATUS_TEXT[capture.status])}</p>;
  return capture.status === 'review' && capture.reason === 'several_cards' ? (
    <p class="several" data-testid="several-cards">
      <AlertIcon />
      {w('lead.cardSeveral')}
    </p>
  ) : null;
};

/** What machines read on it, once one has tried; the server keeps it. */
const Read = ({ lead, capture }: { lead: LeadView; capture: Capture }) => {
  const [open, setOpen] = useState(false);
  if (!lead.onServer || capture.status === 'pending') return null;
  return (
    <>
      <Button tone="quiet" icon={MachineIcon} onClick={() => setOpen(true)} testId="readings-open">
        {w('lead.cardReadings')}
      </Button>
      {open && <ReadingsSheet lead={lead} capture={capture} onClose={() => setOpen(false)} />}
    </>
  );
};

/** Front and back of the card, as photographed. */
export function Card({ lead }: { lead: LeadView }) {
  const all = pictures(lead);
  const [side, setSide] = useState(0);
  const [close, setClose] = useState(false);
  const shown = all[side % Math.max(1, all.length)];
  const url = usePicture(shown?.blob?.sha256);
  if (!shown) return <Missing text={w('lead.cardNone')} />;
  return (
    <figure class="card">
      {url && (
        <button type="button" class="card-picture" onClick={() => setClose(true)} data-testid="card-picture">
          <img src={url} alt={sideWord(shown)} />
          <span class="sr-only">{w('lead.cardZoom')}</span>
        </button>
      )}
      {url === null && <Missing text={w('lead.cardAway')} />}
      <figcaption>
        <span class="label">{sideWord(shown)}</span>
        <Status capture={shown} />
        <Read lead={lead} capture={shown} />
        {all.length > 1 && (
          <IconButton icon={FlipIcon} label={w('lead.cardFlip')} onClick={() => setSide(side + 1)} />
        )}
      </figcaption>
      {close && url && <Closer url={url} capture={shown} onClose={() => setClose(false)} />}
    </figure>
  );
}
