/** What texts of this device are filled with. */
import { session, settings } from '../../../store';
import type { LeadView } from '../../../store/types';
import type { Around } from '../mail';
import { showOf } from '../people';

export function aroundOf(lead: LeadView): Around {
  const { me, org } = settings.value;
  return {
    show: showOf(lead.event),
    me: me ?? session.value?.user ?? { name: '' },
    org: org ?? session.value?.org ?? null,
  };
}
