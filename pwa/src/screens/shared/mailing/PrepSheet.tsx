import type { ComponentChildren } from 'preact';
import { settings } from '../../../store';
import type { LeadView } from '../../../store/types';
import { formatDay, formatMoment, formatMoney } from '../../../text/format';
import { Sheet } from '../../../ui/Sheet';
import { CardThumb } from '../CardThumb';
import { leadTitle, roleLine, text, touches } from '../facts';
import { channelWord, outcomeWord } from '../labels';
import { fill, textFor, valuesOf } from '../mail';
import { now } from '../now';
import { nameOf, showOf } from '../people';
import { aroundOf } from './around';
import './mailing.css';
import { answers } from './prep';
import { l } from './words';

/** Contacts worth remembering at the telephone. */
const SHOWN = 4;

const Part = ({ label, lines }: { label: string; lines: readonly ComponentChildren[] }) =>
  lines.length === 0 ? null : (
    <>
      <dt class="label">{label}</dt>
      <dd>
        <ul>
          {lines.map((line, index) => (
            <li key={index} class="said-text">
              {line}
            </li>
          ))}
        </ul>
      </dd>
    </>
  );

/** A text of the house that is read, not sent. */
function spoken(lead: LeadView, kind: string): string {
  const template = textFor(settings.value.templates, kind, lead, settings.value.org?.language);
  const known = Object.entries(valuesOf(lead.fields, aroundOf(lead), []));
  // what nobody knows yet is asked: the sentence keeps its gap in sight
  const values = Object.fromEntries(known.map(([name, value]) => [name, value || '…']));
  return template ? fill(template.body, values).text : '';
}

const promises = (lead: LeadView): string[] =>
  lead.promises
    .filter((one) => one.state === 'open')
    .map((one) => {
      const order = one.order_minor ? formatMoney(one.order_minor, lead.currency || 'EUR') : '';
      return [channelWord(one.channel), formatDay(one.due_at, now.value), one.text, order]
        .filter(Boolean)
        .join(' · ');
    });

const contacts = (lead: LeadView): string[] =>
  touches(lead)
    .slice(0, SHOWN)
    .map((one) => {
      const what = `${channelWord(one.channel)}: ${outcomeWord(one.outcome)}`;
      return [formatMoment(one.at, now.value), what, one.note].filter(Boolean).join(' · ');
    });

function Known({ lead }: { lead: LeadView }) {
  const show = showOf(lead.event);
  const met = [show?.name, formatMoment(lead.captured_at, now.value), nameOf(lead.captured_by)];
  const reach = [text(lead.fields, 'phone'), text(lead.fields, 'email'), text(lead.fields, 'website')];
  return (
    <dl class="prep">
      <Part
        label={l('prep.who')}
        lines={[roleLine(lead.fields), reach.filter(Boolean).join(' · ')].filter(Boolean)}
      />
      <Part label={l('prep.met')} lines={[met.filter(Boolean).join(' · ')]} />
      <Part
        label={l('prep.wants')}
        lines={[
          ...lead.requests.filter((one) => one.satisfied_at === null).map((one) => one.text),
          text(lead.fields, 'interest'),
          text(lead.fields, 'interest_note'),
        ].filter(Boolean)}
      />
      <Part label={l('prep.promises')} lines={promises(lead)} />
      <Part label={l('prep.answers')} lines={answers(lead, show)} />
      <Part label={l('prep.notes')} lines={lead.notes.map((note) => note.text)} />
      <Part label={l('prep.before')} lines={contacts(lead)} />
    </dl>
  );
}

/** One page before a call: what is known, what to think of, what to say. Nothing of it needs the server. */
export function PrepSheet({ lead, onClose }: { lead: LeadView; onClose: () => void }) {
  const [think, say] = [spoken(lead, 'prep'), spoken(lead, 'script')];
  return (
    <Sheet title={l('prep.title')} onClose={onClose} testId="prep-sheet">
      <div class="prospect-who">
        <h3>{leadTitle(lead.fields)}</h3>
        <CardThumb lead={lead} />
      </div>
      <Known lead={lead} />
      {think && (
        <section>
          <h3 class="label">{l('prep.think')}</h3>
          <p class="prep-script">{think}</p>
        </section>
      )}
      {say && (
        <section>
          <h3 class="label">{l('prep.script')}</h3>
          <p class="prep-script" data-testid="prep-script">
            {say}
          </p>
        </section>
      )}
    </Sheet>
  );
}
