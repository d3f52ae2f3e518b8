import type { LeadView } from '../../store';
import { MineIcon } from '../../ui/icons';
import { cardPicture } from '../shared/facts';
import { usePicture } from '../shared/Picture';

/** The card, small; decoration beside the name, so without words of its own. */
export function Thumb({ lead }: { lead: LeadView }) {
  const url = usePicture(cardPicture(lead)?.blob?.sha256);
  return <span class="booth-thumb">{url ? <img src={url} alt="" /> : <MineIcon />}</span>;
}
