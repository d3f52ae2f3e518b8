import type { LeadView } from '../../store/types';
import { formatDay } from '../../text/format';
import { Button } from '../../ui/Button';
import { start } from '../shared/actions/actions';
import { isOpen, text } from '../shared/facts';
import { AUTHORITIES, BUDGETS, isQualified, NEEDS, questionsOf } from '../shared/judging/qualifying';
import { j } from '../shared/judging/words';
import { now } from '../shared/now';
import { showOf } from '../shared/people';

const oneOf = <T extends string>(known: readonly T[], value: string): T | null =>
  known.find((one) => one === value) ?? null;

/** A day as people write it; what is none stays as it is. */
function dayOf(value: string): string {
  const at = Date.parse(`${value}T12:00`);
  return Number.isNaN(at) ? value : formatDay(at, now.value);
}

/** What is known, in words: label and value. */
function known(lead: LeadView): [string, string][] {
  const of = (name: string) => text(lead.fields, `q/${name}`);
  const [need, budget] = [oneOf(NEEDS, of('need')), oneOf(BUDGETS, of('budget'))];
  const authority = oneOf(AUTHORITIES, of('authority'));
  const house: [string, string][] = [
    [j('qualify.need'), need ? j(`qualify.need.${need}`) : ''],
    [j('qualify.budget'), budget ? j(`qualify.budget.${budget}`) : ''],
    [j('qualify.authority'), authority ? j(`qualify.authority.${authority}`) : ''],
    [j('qualify.decision_by'), of('decision_by') && dayOf(of('decision_by'))],
    [j('qualify.timeline'), of('timeline')],
  ];
  const asked = questionsOf(showOf(lead.event)).map(({ id, label = id }): [string, string] => {
    const value = lead.fields[`q/${id}`];
    return [label, typeof value === 'boolean' ? j(value ? 'qualify.yes' : 'qualify.no') : of(id)];
  });
  return [...house, ...asked].filter(([, value]) => value !== '');
}

/** Need, money, say and time: what class and readiness rest on. */
export const Qualified = ({ lead }: { lead: LeadView }) => (
  <section class="panel" aria-labelledby="lead-qualified">
    <h2 id="lead-qualified">{j('qualified.title')}</h2>
    {isQualified(lead.fields) ? (
      <dl class="facts" data-testid="qualified">
        {known(lead).map(([label, value]) => (
          <div class="fact" key={label}>
            <dt class="label">{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    ) : (
      <p class="muted">{j('qualified.none')}</p>
    )}
    {isOpen(lead) && (
      <div class="lead-more">
        <Button onClick={() => start({ kind: 'qualify', lead })} testId="lead-qualify">
          {j('qualified.edit')}
        </Button>
      </div>
    )}
  </section>
);
