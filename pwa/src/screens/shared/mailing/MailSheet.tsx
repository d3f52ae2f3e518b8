import { useState } from 'preact/hooks';
import { logTouch, settings } from '../../../store';
import { sendMail } from '../../../store/followups';
import type { LeadView } from '../../../store/types';
import { Button, ButtonLink } from '../../../ui/Button';
import { Chip } from '../../../ui/Chip';
import { SelectField, TextArea, TextField } from '../../../ui/Field';
import { AlertIcon, DoneIcon, MailIcon } from '../../../ui/icons';
import { Banner } from '../../../ui/Notice';
import { Sheet } from '../../../ui/Sheet';
import { toast } from '../../../ui/Toast';
import type { NextStep, Step } from '../../../wire';
import { start, takeBack } from '../actions/actions';
import { told } from '../actions/TextForm';
import { mailLink } from '../contact';
import { leadTitle, text } from '../facts';
import { kindFor, MAILED } from '../mail';
import './mailing.css';
import { type Draft, useDraft } from './useDraft';
import { kindWord, l } from './words';

interface Props {
  lead: LeadView;
  step: Step | NextStep | null;
  onClose: () => void;
  onDone: () => void;
}

/** A mail fulfils the step only if the step asks for one. */
const stepFor = ({ step }: Props) => (step?.channel === 'email' ? step.id : undefined);

const FREE = 'free';

const Form = ({ draft, wrong }: { draft: Draft; wrong: boolean }) => (
  <>
    <SelectField
      label={l('mail.text')}
      value={draft.kind}
      onValue={draft.pickKind}
      options={[...MAILED, FREE].map((value) => ({
        value,
        label: value === FREE ? l('mail.free') : kindWord(value),
      }))}
      testId="mail-kind"
    />
    <TextField
      label={l('mail.subject')}
      value={draft.subject}
      onValue={draft.setSubject}
      maxLength={300}
      error={wrong && !draft.subject.trim() ? l('mail.needed') : undefined}
      testId="mail-subject"
    />
    <div class="mail-body">
      <TextArea
        label={l('mail.body')}
        value={draft.body}
        onValue={draft.setBody}
        error={wrong && !draft.body.trim() ? l('mail.needed') : undefined}
        testId="mail-body"
      />
    </div>
    {settings.value.collateral.length > 0 && (
      <fieldset class="mail-along">
        <legend>{l('mail.along')}</legend>
        {settings.value.collateral.map((item) => (
          <Chip
            key={item.id}
            on={draft.along.includes(item)}
            onToggle={() => draft.toggle(item)}
            testId={`along-${item.id}`}
          >
            {item.title}
          </Chip>
        ))}
      </fieldset>
    )}
    {draft.unknown.length > 0 ? (
      <Banner icon={AlertIcon} tone="danger" alert>
        {l('mail.unknown', { fields: draft.unknown.map((name) => `#${name}#`).join(', ') })}
      </Banner>
    ) : (
      draft.empty.length > 0 && (
        <Banner icon={AlertIcon}>{l('mail.empty', { fields: draft.empty.join(', ') })}</Banner>
      )
    )}
  </>
);

async function send(props: Props, draft: Draft): Promise<void> {
  const { lead, onDone } = props;
  const step = stepFor(props);
  const op = await sendMail(lead.id, {
    subject: draft.subject.trim(),
    body: draft.body.trim(),
    ...(draft.kind !== FREE && { kind: draft.kind }),
    ...(step && { step }),
    collateral: draft.along.map((item) => item.id),
  });
  onDone();
  told(l('mail.queued', { name: leadTitle(lead.fields) }), op);
}

async function note(props: Props, draft: Draft): Promise<void> {
  const { lead, onDone } = props;
  const op = await logTouch(lead.id, {
    direction: 'out',
    channel: 'email',
    outcome: 'sent',
    note: draft.subject.trim(),
    step: stepFor(props) ?? null,
    collateral: draft.along.map((item) => item.title),
  });
  onDone();
  const again = () => start({ ...props, kind: 'touch', channel: 'email', corrects: op, onDone: undefined });
  toast(l('mail.noted', { name: leadTitle(lead.fields) }), () => void takeBack(op, again));
}

/** The mail left for the person's own program: one tap says that it went out. */
const Did = ({ onWent, onOther, onBack }: Record<'onWent' | 'onOther' | 'onBack', () => void>) => (
  <div class="stack" data-testid="mail-did">
    <p>{l('mail.did.text')}</p>
    <Button tone="signal" size="lg" wide icon={DoneIcon} onClick={onWent} testId="mail-went">
      {l('mail.went')}
    </Button>
    <Button wide onClick={onOther}>
      {l('mail.other')}
    </Button>
    <Button wide tone="quiet" onClick={onBack}>
      {l('mail.back')}
    </Button>
  </div>
);

interface LeaveProps {
  props: Props;
  draft: Draft;
  complete: boolean;
  onWrong: () => void;
  onLeft: () => void;
}

/** By the server where it sends, else by the person's own program. */
function Leave({ props, draft, complete, onWrong, onLeft }: LeaveProps) {
  if (settings.value.mail)
    return (
      <>
        <Button
          tone="signal"
          size="lg"
          wide
          icon={MailIcon}
          onClick={() => (complete ? void send(props, draft) : onWrong())}
          testId="mail-send"
        >
          {l('mail.send')}
        </Button>
        <p class="hint">{l('mail.sends')}</p>
      </>
    );
  const href = mailLink(props.lead, draft.subject, draft.body) ?? '';
  return (
    <>
      <ButtonLink
        tone="signal"
        size="lg"
        wide
        icon={MailIcon}
        href={href}
        onClick={onLeft}
        testId="mail-open"
      >
        {l('mail.open')}
      </ButtonLink>
      <p class="hint">{l('mail.opens')}</p>
    </>
  );
}

/** Choose a text, see it filled in, change it, tick what goes along, send. */
export function MailSheet(props: Props) {
  const { lead, step, onClose } = props;
  const draft = useDraft(lead, step?.channel === 'email' ? kindFor(step.purpose) : 'summary');
  const [wrong, setWrong] = useState(false);
  const [left, setLeft] = useState(false);
  const complete = Boolean(draft.subject.trim() && draft.body.trim()) && draft.unknown.length === 0;
  const other = () => start({ ...props, kind: 'touch', channel: 'email', onDone: props.onDone });
  return (
    <Sheet
      title={left ? l('mail.did') : l('mail.title', { name: leadTitle(lead.fields) })}
      onClose={onClose}
      testId="mail-sheet"
    >
      {left ? (
        <Did onWent={() => void note(props, draft)} onOther={other} onBack={() => setLeft(false)} />
      ) : (
        <div class="stack">
          <p class="muted">{l('mail.to', { address: text(lead.fields, 'email') })}</p>
          <Form draft={draft} wrong={wrong} />
          <Leave
            {...{ props, draft, complete }}
            onWrong={() => setWrong(true)}
            onLeft={() => setLeft(true)}
          />
          <Button tone="quiet" wide onClick={other} testId="mail-log">
            {l('mail.log')}
          </Button>
        </div>
      )}
    </Sheet>
  );
}
