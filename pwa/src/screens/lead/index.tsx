import { useEffect } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import { lead as leadOf, ready } from '../../store';
import type { LeadView } from '../../store/types';
import { t } from '../../text';
import { Button, ButtonLink } from '../../ui/Button';
import { AlertIcon, BackIcon, MineIcon } from '../../ui/icons';
import { Banner, EmptyState } from '../../ui/Notice';
import { Notes } from '../booth/Notes';
import { CompanyHistory } from '../company';
import { SamePerson } from '../duplicates';
import { Proposals } from '../proposals';
import { ActionHost } from '../shared/actions/ActionHost';
import { ContactBar } from '../shared/ContactBar';
import { isOpen, leadTitle } from '../shared/facts';
import { w } from '../shared/words';
import '../shared/lead.css';
import { Agreed } from './Agreed';
import { Card } from './Card';
import { Conflicts } from './Conflicts';
import { Fields } from './Fields';
import { Head, Tools } from './Head';
import { Mails } from './Mails';
import { Permission } from './Permission';
import { Qualified } from './Qualified';
import './screen.css';
import { Plan } from './Plan';
import { Timeline } from './Timeline';

const Gone = () => (
  <EmptyState icon={MineIcon} title={w('lead.gone.title')} text={w('lead.gone.text')} testId="lead-gone">
    <ButtonLink href="/queue" tone="signal">
      {w('queue.title')}
    </ButtonLink>
  </EmptyState>
);

const Trouble = ({ lead }: { lead: LeadView }) => (
  <>
    {lead.refused > 0 && (
      <Banner icon={AlertIcon} tone="danger" alert>
        {w('lead.refused', { count: lead.refused })}
      </Banner>
    )}
    <SamePerson lead={lead} />
    <Conflicts lead={lead} />
    <Proposals lead={lead.id} />
  </>
);

const Whole = ({ lead }: { lead: LeadView }) => (
  <article class="lead" data-testid="lead" data-lead={lead.id}>
    <div class="lead-main">
      <Head lead={lead} />
      <Trouble lead={lead} />
      {isOpen(lead) && <ContactBar lead={lead} keys />}
      <Tools lead={lead} />
      <Plan lead={lead} />
      <Mails lead={lead} />
      <Agreed lead={lead} />
      <Qualified lead={lead} />
      <Permission lead={lead} />
      <CompanyHistory lead={lead} />
      <Timeline lead={lead} />
    </div>
    <div class="lead-side">
      <Card lead={lead} />
      <Fields lead={lead} />
    </div>
  </article>
);

/** One prospect, whole. */
export function LeadScreen() {
  const { id = '' } = useRoute().params;
  const lead = leadOf(id).value;
  useEffect(() => {
    document.title = `${lead ? leadTitle(lead.fields) : ''} · ${t('app.name')}`;
  }, [lead]);
  if (!ready.value) return null;
  return (
    <div class="lead-screen">
      <div class="lead-back">
        <Button tone="quiet" icon={BackIcon} onClick={() => history.back()} testId="lead-back">
          {w('lead.back')}
        </Button>
      </div>
      <Notes />
      {lead ? <Whole lead={lead} /> : <Gone />}
      <ActionHost />
    </div>
  );
}
