import { useState } from 'preact/hooks';
import { patchLead } from '../../store';
import type { LeadView } from '../../store/types';
import { t } from '../../text';
import { Button, IconButton } from '../../ui/Button';
import { SelectField } from '../../ui/Field';
import {
  AlertIcon,
  EditIcon,
  MachineIcon,
  NotFitIcon,
  PersonIcon,
  ScanIcon,
  WaitingIcon,
} from '../../ui/icons';
import { toast } from '../../ui/Toast';
import { takeBack } from '../shared/actions/actions';
import { text } from '../shared/facts';
import { fieldWord } from '../shared/fieldWord';
import { Crop } from '../shared/Picture';
import { nameOf } from '../shared/people';
import { refusalOfField, refusalText } from '../shared/refusal';
import { w } from '../shared/words';
import {
  addableFields,
  CHOICES,
  choiceWord,
  clipOf,
  needsLook,
  type Origin,
  originOf,
  readable,
  shownFields,
} from './fields';

const ORIGIN_ICONS = {
  pending: WaitingIcon,
  person: PersonIcon,
  badge: ScanIcon,
  import: PersonIcon,
  machine: MachineIcon,
};

function originText(origin: Origin): string {
  if (origin.kind === 'person') return w('origin.person', { who: nameOf(origin.by) });
  if (origin.kind !== 'machine') return w(`origin.${origin.kind}`);
  return origin.percent === null
    ? w('origin.machinePlain')
    : w('origin.machine', { percent: origin.percent });
}

const flagText = (flag: string): string =>
  flag === 'not_an_address' || flag === 'cut' ? w(`flag.${flag}`) : w('flag.other');

async function keep(lead: LeadView, name: string, value: string): Promise<void> {
  const before = lead.fields[name] ?? null;
  const op = await patchLead(lead.id, { [name]: value === '' ? null : value });
  toast(w('edit.saved', { field: fieldWord(name) }), () => {
    void takeBack(op, () => patchLead(lead.id, { [name]: before }));
  });
}

interface EditProps {
  lead: LeadView;
  name: string;
  onEnd: () => void;
}

/** One of a few words: picking it keeps it. */
const Pick = ({ lead, name, onEnd }: EditProps) => (
  <SelectField
    label={fieldWord(name)}
    value={text(lead.fields, name)}
    empty="–"
    options={(CHOICES[name] ?? []).map((value) => ({ value, label: choiceWord(value) }))}
    onValue={(value) => {
      void keep(lead, name, value);
      onEnd();
    }}
    testId={`edit-${name}`}
  />
);

/** Enter keeps, Escape leaves as it was. */
function Edit({ lead, name, onEnd }: EditProps) {
  const [value, setValue] = useState(text(lead.fields, name));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (value.trim() !== text(lead.fields, name)) void keep(lead, name, value.trim());
    onEnd();
  };
  return (
    <form class="edit" onSubmit={submit}>
      <input
        class="input"
        aria-label={fieldWord(name)}
        value={value}
        ref={(input) => input?.focus()}
        onInput={(event) => setValue(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && onEnd()}
        data-testid={`edit-${name}`}
      />
      <Button type="submit" tone="signal">
        {t('ui.save')}
      </Button>
      <Button tone="quiet" onClick={onEnd}>
        {t('ui.cancel')}
      </Button>
    </form>
  );
}

function OriginLine({ origin }: { origin: Origin }) {
  const Glyph = ORIGIN_ICONS[origin.kind];
  return (
    <span class={needsLook(origin) ? 'origin origin-look' : 'origin'}>
      <Glyph />
      {originText(origin)}
    </span>
  );
}

const Editor = (props: EditProps) => (props.name in CHOICES ? <Pick {...props} /> : <Edit {...props} />);

function FieldRow({ lead, name }: { lead: LeadView; name: string }) {
  const [editing, setEditing] = useState(false);
  const value = readable(lead, name);
  const origin = originOf(lead, name);
  const flag = lead.flags[name];
  const clip = clipOf(lead, name);
  const refused = value ? refusalOfField(lead, name) : null;
  return (
    <div class="fact" data-testid={`field-${name}`}>
      <dt class="label">{fieldWord(name)}</dt>
      <dd>
        {editing ? (
          <Editor lead={lead} name={name} onEnd={() => setEditing(false)} />
        ) : (
          <span class="fact-value">
            <span>{value || '—'}</span>
            <IconButton
              icon={EditIcon}
              label={w('lead.edit', { field: fieldWord(name) })}
              onClick={() => setEditing(true)}
            />
          </span>
        )}
        {clip && <Crop {...clip} alt={originText({ kind: 'machine', percent: null })} />}
        {origin && <OriginLine origin={origin} />}
        {refused && (
          <span class="origin origin-look" data-testid={`refused-${name}`}>
            <NotFitIcon />
            {w('refused.field', { why: refusalText(refused) })}
          </span>
        )}
        {flag && (
          <span class="origin origin-look">
            <AlertIcon />
            {flagText(flag)}
          </span>
        )}
      </dd>
    </div>
  );
}

/** Every field with its author, and the words on the card it was read from. */
export function Fields({ lead }: { lead: LeadView }) {
  const [added, setAdded] = useState('');
  const shown = shownFields(lead);
  const names = added && !shown.includes(added) ? [...shown, added] : shown;
  return (
    <section class="panel" aria-labelledby="lead-fields">
      <h2 id="lead-fields">{w('lead.fields')}</h2>
      <dl class="facts">
        {names.map((name) => (
          <FieldRow key={name} lead={lead} name={name} />
        ))}
      </dl>
      <SelectField
        label={w('lead.addField')}
        value=""
        empty="…"
        onValue={setAdded}
        options={addableFields(lead).map((value) => ({ value, label: fieldWord(value) }))}
      />
    </section>
  );
}
