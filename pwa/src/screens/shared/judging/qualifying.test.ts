import { describe, expect, it } from 'vitest';
import type { Show } from '../../../wire';
import { isQualified, newDraft, qualifyBody, questionsOf, wrongAnswers } from './qualifying';

const show = {
  id: 'e1',
  name: 'Fair',
  starts_on: '2026-01-01',
  ends_on: '2026-01-02',
  questions: [
    { id: 'need', label: 'Need' },
    { id: 'pumps', label: 'Pumps in use', kind: 'number' },
    { id: 'visit', label: 'Visit wanted', kind: 'yes_no' },
  ],
} satisfies Show;

describe('qualifying', () => {
  it('starts with what is known and asks the questions of the show once', () => {
    const draft = newDraft({ 'q/need': 2, 'q/visit': true, 'q/decision_by': '2027-03-31' }, show);
    expect(draft).toMatchObject({
      need: '2',
      budget: '',
      visit: 'yes',
      decision_by: '2027-03-31',
      pumps: '',
    });
    expect(questionsOf(show).map((question) => question.id)).toEqual(['pumps', 'visit']);
  });
  it('sends what changed and nothing else; emptied is null', () => {
    const before = newDraft({ 'q/need': 2, 'q/budget': 'planned' }, show);
    const body = qualifyBody(before, { ...before, need: '3', budget: '', pumps: ' 40 ', visit: 'no' }, show);
    expect(body).toEqual({ need: 3, budget: null, answers: { pumps: 40, visit: false } });
    expect(qualifyBody(before, before, show)).toBeNull();
  });
  it('says which answer should be a number', () => {
    expect(wrongAnswers({ pumps: 'many' }, show)).toEqual(['pumps']);
    expect(wrongAnswers({ pumps: '40', visit: 'no' }, show)).toEqual([]);
  });
  it('knows whether anything is known', () => {
    expect(isQualified({ 'q/authority': 'no' })).toBe(true);
    expect(isQualified({ 'q/pumps': 40, 'q/need': null })).toBe(false);
  });
});
