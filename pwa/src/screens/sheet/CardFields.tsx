import { useState } from 'preact/hooks';
import { type LeadView, patchLead } from '../../store';
import { t } from '../../text';
import { Button } from '../../ui/Button';
import { AlertIcon, EditIcon } from '../../ui/icons';
import { ALWAYS_SHOWN, CARD_FIELDS, isUnsure } from '../booth/facts';
import { text } from '../shared/facts';
import { fieldWord } from '../shared/fieldWord';
import { Crop } from '../shared/Picture';
import { keyboardFor } from './keyboard';
import { w } from './words';

interface RowProps {
  lead: LeadView;
  name: string;
}

/** The words on the card a value was read from, where the reader said where. */
function Source({ lead, name }: RowProps) {
  const origin = lead.origin[name];
  const blob = lead.captures.find((capture) => capture.id === origin?.capture)?.blob;
  if (!origin?.box || !blob?.width || !blob.height) return null;
  const picture = { width: blob.width, height: blob.height };
  return <Crop sha256={blob.sha256} picture={picture} box={origin.box} alt={fieldWord(name)} />;
}

/** Enter or leaving the field keeps what was typed; Escape leaves it as it was. Looking at it and keeping it confirms it. */
function Editor({ lead, name, onEnd }: RowProps & { onEnd: () => void }) {
  const before = text(lead.fields, name);
  const [value, setValue] = useState(before);
  const keep = () => {
    const typed = value.trim();
    if (typed !== before || isUnsure(lead.origin[name])) void patchLead(lead.id, { [name]: typed || null });
    onEnd();
  };
  return (
    <form
      class="card-edit"
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
    >
      <label class="label" for={`edit-${name}`}>
        {fieldWord(name)}
      </label>
      <Source lead={lead} name={name} />
      <span class="card-edit-line">
        <input
          class="input"
          id={`edit-${name}`}
          data-testid={`edit-${name}`}
          value={value}
          {...keyboardFor(name)}
          ref={(input) => input?.focus()}
          onInput={(event) => setValue(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.preventDefault();
            onEnd();
          }}
        />
        <Button type="submit" tone="signal">
          {t('ui.save')}
        </Button>
      </span>
    </form>
  );
}

function Row({ lead, name }: RowProps) {
  const [editing, setEditing] = useState(false);
  const value = text(lead.fields, name);
  const unsure = value !== '' && isUnsure(lead.origin[name]);
  if (editing) return <Editor lead={lead} name={name} onEnd={() => setEditing(false)} />;
  return (
    <button
      type="button"
      class={unsure ? 'card-field card-field-unsure' : 'card-field'}
      data-testid={`field-${name}`}
      data-unsure={unsure}
      onClick={() => setEditing(true)}
    >
      <span class="label">{fieldWord(name)}</span>
      <span class="card-value">{value || '–'}</span>
      {unsure ? (
        <span class="unsure">
          <AlertIcon />
          {w('sheet.check')}
        </span>
      ) : (
        <EditIcon />
      )}
    </button>
  );
}

/** The contact as far as it is known; it fills in by itself while the card is read. */
export function CardFields({ lead }: { lead: LeadView }) {
  const [all, setAll] = useState(false);
  const shown = CARD_FIELDS.filter((name, i) => all || i < ALWAYS_SHOWN || text(lead.fields, name) !== '');
  return (
    <section class="card-fields" aria-label={w('sheet.title')} aria-live="polite">
      {shown.map((name) => (
        <Row key={name} lead={lead} name={name} />
      ))}
      {shown.length < CARD_FIELDS.length && (
        <Button tone="quiet" onClick={() => setAll(true)}>
          {w('sheet.addField')}
        </Button>
      )}
    </section>
  );
}
