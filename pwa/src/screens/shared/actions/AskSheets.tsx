import { answered, ask, freshId, releasePromise } from '../../../store/followups';
import type { LeadView } from '../../../store/types';
import { Sheet } from '../../../ui/Sheet';
import { toast } from '../../../ui/Toast';
import type { Id } from '../../../wire';
import { a } from '../agreed/words';
import { takeBack } from './actions';
import { TextForm, told } from './TextForm';

interface Props {
  lead: LeadView;
  onClose: () => void;
  onDone: () => void;
}

/** Something they want to know: owed within three days. */
export const AskSheet = ({ lead, onClose, onDone }: Props) => (
  <Sheet title={a('ask.title')} onClose={onClose} testId="ask-sheet">
    <p class="muted">{a('ask.text')}</p>
    <TextForm
      label={a('ask.label')}
      testId="ask"
      onText={async (text) => {
        const id = freshId();
        const op = await ask(lead.id, id, text);
        onDone();
        toast(a('ask.saved'), () => void takeBack(op, () => answered(lead.id, id)));
      }}
    />
  </Sheet>
);

/** The prospect let us off: the promise leaves the plan and keeps its reason. */
export const ReleaseSheet = ({ lead, promise, onClose, onDone }: Props & { promise: Id }) => (
  <Sheet title={a('release.title')} onClose={onClose} testId="release-sheet">
    <TextForm
      label={a('release.reason')}
      testId="release"
      onText={async (reason) => {
        const op = await releasePromise(lead.id, promise, reason);
        onDone();
        told(a('release.saved'), op);
      }}
    />
  </Sheet>
);
