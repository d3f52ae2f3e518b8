import { patchLead } from '../../store';
import type { LeadView } from '../../store/types';
import { formatMoment } from '../../text/format';
import { Button } from '../../ui/Button';
import { AlertIcon } from '../../ui/icons';
import type { Conflict } from '../../wire';
import { fieldWord } from '../shared/fieldWord';
import { now } from '../shared/now';
import { nameOf } from '../shared/people';
import { w } from '../shared/words';

const Question = ({ lead, conflict }: { lead: LeadView; conflict: Conflict }) => (
  <fieldset class="conflict" data-testid={`conflict-${conflict.field}`}>
    <legend>
      <AlertIcon />
      {w('conflict.title', { field: fieldWord(conflict.field) })}
    </legend>
    {conflict.values.map(({ value, by, at }) => (
      <Button key={`${value}${at}`} wide onClick={() => void patchLead(lead.id, { [conflict.field]: value })}>
        <strong>{String(value ?? '—')}</strong>
        <span class="muted">
          {w('conflict.by', { who: nameOf(by), when: at === null ? '' : formatMoment(at, now.value) })}
        </span>
      </Button>
    ))}
  </fieldset>
);

/** Two people wrote the same field without seeing each other; one tap settles it. Answered ones leave at once. */
export const Conflicts = ({ lead }: { lead: LeadView }) => {
  const open = lead.conflicts.filter((conflict) => !lead.pending.includes(conflict.field));
  return (
    <>
      {open.map((conflict) => (
        <Question key={conflict.field} lead={lead} conflict={conflict} />
      ))}
    </>
  );
};
