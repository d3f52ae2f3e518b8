import { useState } from 'preact/hooks';
import { addNote, type LeadView, patchLead, session, setMine, settings } from '../../store';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { TextArea } from '../../ui/Field';
import { FlipIcon, NoteIcon } from '../../ui/icons';
import { toast } from '../../ui/Toast';
import { MemoButton } from '../booth/MemoButton';
import { myId } from '../shared/people';
import { w } from './words';

const MOST_CHIPS = 6;

/** The show's own words, on or off. */
export function Chips({ lead }: { lead: LeadView }) {
  const chips = settings.value.events.find((show) => show.id === lead.event)?.chips ?? [];
  if (chips.length === 0) return null;
  return (
    <fieldset class="chips">
      <legend class="sr-only">{w('sheet.chips')}</legend>
      {chips.slice(0, MOST_CHIPS).map(({ slug, label }) => {
        const on = lead.fields[`tag/${slug}`] === true;
        return (
          <Chip
            key={slug}
            on={on}
            testId={`chip-${slug}`}
            onToggle={() => void patchLead(lead.id, { [`tag/${slug}`]: on ? null : true })}
          >
            {label}
          </Chip>
        );
      })}
    </fieldset>
  );
}

function NoteForm({ lead, onEnd }: { lead: LeadView; onEnd: () => void }) {
  const [value, setValue] = useState('');
  const keep = async (event: SubmitEvent) => {
    event.preventDefault();
    if (value.trim()) {
      await addNote(lead.id, value.trim());
      toast(w('sheet.note.kept'));
    }
    onEnd();
  };
  return (
    <form class="note-form" onSubmit={keep}>
      <TextArea label={w('sheet.note')} value={value} onValue={setValue} rows={3} testId="note-text" />
      <Button type="submit" tone="signal" testId="note-keep">
        {w('sheet.note.add')}
      </Button>
    </form>
  );
}

/** Note, memo, back of the card: what may be added before or after rating. */
export function Extras({ lead, onBack }: { lead: LeadView; onBack?: (() => void) | undefined }) {
  const [writing, setWriting] = useState(false);
  if (writing) return <NoteForm lead={lead} onEnd={() => setWriting(false)} />;
  return (
    <>
      <div class="extras">
        {onBack && (
          <Button icon={FlipIcon} onClick={onBack} testId="add-back">
            {w('sheet.addBack')}
          </Button>
        )}
        <Button icon={NoteIcon} onClick={() => setWriting(true)} testId="add-note">
          {w('sheet.note')}
        </Button>
        <MemoButton lead={lead.id} />
      </div>
      {lead.notes.map((note) => (
        <p key={note.id} class="sheet-note">
          {note.text}
        </p>
      ))}
    </>
  );
}

/** Who follows up. On by default: whoever took the card keeps the lead. */
export function MineToggle({ lead }: { lead: LeadView }) {
  if (!session.value) return null;
  const mine = lead.owner === myId();
  return (
    <Chip on={mine} testId="mine-toggle" onToggle={() => void setMine(lead.id, !mine, w('sheet.backToPool'))}>
      {w('sheet.mine')}
    </Chip>
  );
}
