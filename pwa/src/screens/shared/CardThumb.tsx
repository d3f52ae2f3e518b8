import { MineIcon } from '../../ui/icons';
import type { LeadDocument } from '../../wire';
import { cardPicture } from './facts';
import { usePicture } from './Picture';
import { w } from './words';

/** The card as a small picture; its outline where the picture is not at hand. */
export function CardThumb({ lead }: { lead: LeadDocument }) {
  const url = usePicture(cardPicture(lead)?.blob?.sha256);
  return <span class="thumb">{url ? <img src={url} alt={w('lead.cardFront')} /> : <MineIcon />}</span>;
}
