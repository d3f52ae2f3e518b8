import { CONSENT_CHANNELS, latestWord } from '../../store/consents';
import type { LeadView } from '../../store/types';
import { formatDay } from '../../text/format';
import { Button } from '../../ui/Button';
import { Pill } from '../../ui/Chip';
import { DoneIcon, NotFitIcon } from '../../ui/icons';

import type { ConsentChannel } from '../../wire';
import { start } from '../shared/actions/actions';
import { a, governedWord } from '../shared/agreed/words';
import { now } from '../shared/now';
import { nameOf } from '../shared/people';
import { refusalOf } from '../shared/refusal';

interface RowProps {
  lead: LeadView;
  channel: ConsentChannel;
}

/** Who said what, when, noted by whom; the list where another card of theirs said it. */
function saying({ lead, channel }: RowProps): string {
  const refusal = refusalOf(lead, channel);
  const word = latestWord(lead, channel);
  const day = (at: number) => formatDay(at, now.value);
  if (refusal?.by && refusal.since !== null)
    return a('permission.no', { when: day(refusal.since), who: nameOf(refusal.by) });
  if (refusal) return refusal.since === null ? '' : a('permission.listed', { when: day(refusal.since) });
  if (word?.state === 'granted') return a('permission.yes', { when: day(word.at), who: nameOf(word.by) });
  return a('permission.open');
}

const Mark = ({ lead, channel }: RowProps) => {
  if (refusalOf(lead, channel))
    return (
      <Pill icon={NotFitIcon} tone="danger">
        {a('permission.refused')}
      </Pill>
    );
  return latestWord(lead, channel)?.state === 'granted' ? <DoneIcon /> : null;
};

const Row = (props: RowProps) => {
  const { lead, channel } = props;
  const word = latestWord(lead, channel);
  return (
    <li
      class="plan-row"
      data-testid={`permission-${channel}`}
      data-refused={refusalOf(lead, channel) !== null}
    >
      <div>
        <strong>{governedWord(channel)}</strong>
        <p class="muted">{saying(props)}</p>
        {word?.evidence && <p>“{word.evidence}”</p>}
        {word?.wording_version && (
          <p class="muted">{a('permission.version', { version: word.wording_version })}</p>
        )}
      </div>
      <Mark {...props} />
      <Button
        tone="quiet"
        onClick={() => start({ kind: 'consent', lead, channel })}
        testId={`permission-change-${channel}`}
      >
        <span class="sr-only">{governedWord(channel)}: </span>
        {a('permission.change')}
      </Button>
    </li>
  );
};

/** What the prospect allows, channel by channel, with the evidence. */
export const Permission = ({ lead }: { lead: LeadView }) => (
  <section class="panel" aria-labelledby="lead-permission">
    <h2 id="lead-permission">{a('agreed.permission')}</h2>
    <ul>
      {CONSENT_CHANNELS.map((channel) => (
        <Row key={channel} lead={lead} channel={channel} />
      ))}
    </ul>
  </section>
);
