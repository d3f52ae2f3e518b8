import { useState } from 'preact/hooks';
import { assign, settings } from '../../../store';
import { takeOwnerBack } from '../../../store/followups';
import type { LeadView } from '../../../store/types';
import { Button } from '../../../ui/Button';
import { TextField } from '../../../ui/Field';
import { PersonIcon, QueueIcon } from '../../../ui/icons';
import { Sheet } from '../../../ui/Sheet';
import { toast } from '../../../ui/Toast';
import type { Id } from '../../../wire';
import { nameOf } from '../people';
import { w } from '../words';
import { takeBack } from './actions';

interface Props {
  lead: LeadView;
  onClose: () => void;
  onDone: () => void;
}

async function give({ lead, onDone }: Props, to: Id | null, reason: string): Promise<void> {
  const op = await assign(lead.id, to, reason);
  onDone();
  const said = to ? w('assign.done', { who: nameOf(to) }) : w('assign.pooled');
  toast(said, () => void takeBack(op, () => takeOwnerBack(lead.id)));
}

export function AssignSheet(props: Props) {
  const [reason, setReason] = useState('');
  const others = settings.value.users.filter((user) => user.active !== false && user.id !== props.lead.owner);
  return (
    <Sheet title={w('assign.title')} onClose={props.onClose} testId="assign-sheet">
      <TextField label={w('assign.reason')} value={reason} onValue={setReason} />
      <div class="choices">
        {others.map(({ id, name }) => (
          <Button
            key={id}
            wide
            icon={PersonIcon}
            onClick={() => void give(props, id, reason.trim())}
            testId={`assign-${id}`}
          >
            {name}
          </Button>
        ))}
        {props.lead.owner && (
          <Button
            wide
            icon={QueueIcon}
            onClick={() => void give(props, null, reason.trim())}
            testId="assign-pool"
          >
            {w('assign.pool')}
          </Button>
        )}
      </div>
    </Sheet>
  );
}
