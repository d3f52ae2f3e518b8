/** Need, money, say and time of a prospect: what is known, and what a person adds. Pure. */
import type { FieldSet, FieldValue, QualifyBody, Question, Show } from '../../../wire';
import { text } from '../facts';

export const NEEDS = ['0', '1', '2', '3'] as const;
export const BUDGETS = ['none', 'unknown', 'planned', 'set_aside'] as const;
export const AUTHORITIES = ['yes', 'no', 'unknown'] as const;
export const NAMES = ['need', 'budget', 'authority', 'decision_by', 'timeline'] as const;
export type Name = (typeof NAMES)[number];

/** What stands in the form, by register: everything is text here. */
export type Draft = Readonly<Record<string, string>>;

/** The show's own questions, without those the house asks everybody. */
export const questionsOf = (show: Show | null): Question[] =>
  (show?.questions ?? []).filter(({ id }) => !(NAMES as readonly string[]).includes(id));

const shown = (value: FieldValue | undefined): string =>
  typeof value === 'boolean'
    ? value
      ? 'yes'
      : 'no'
    : value === null || value === undefined
      ? ''
      : String(value);

export const newDraft = (fields: FieldSet, show: Show | null): Draft =>
  Object.fromEntries(
    [...NAMES, ...questionsOf(show).map(({ id }) => id)].map((name) => [name, shown(fields[`q/${name}`])]),
  );

/** An answer as its question's kind keeps it; null when it is none of that kind. */
function answer(question: Question, typed: string): FieldValue {
  if (typed === '') return null;
  if (question.kind === 'number') return Number.isFinite(Number(typed)) ? Number(typed) : null;
  if (question.kind === 'yes_no') return typed === 'yes';
  return typed;
}

/** Ids of questions whose answer is no number although one is asked for. */
export const wrongAnswers = (draft: Draft, show: Show | null): string[] =>
  questionsOf(show)
    .filter(
      ({ id, kind }) =>
        kind === 'number' && draft[id]?.trim() && answer({ id, kind }, draft[id].trim()) === null,
    )
    .map(({ id }) => id);

/** Only what changed goes along, so that two people who learn different things both keep theirs. Null: nothing did. */
export function qualifyBody(before: Draft, draft: Draft, show: Show | null): Omit<QualifyBody, 'id'> | null {
  const changed = (name: string) => (draft[name] ?? '').trim() !== (before[name] ?? '');
  const given = (name: string) => draft[name]?.trim() || null;
  const body: Record<string, FieldValue | FieldSet> = {};
  for (const name of NAMES.filter(changed)) {
    const value = given(name);
    body[name] = name === 'need' && value !== null ? Number(value) : value;
  }
  const answers = questionsOf(show).filter(({ id }) => changed(id));
  if (answers.length > 0)
    body.answers = Object.fromEntries(answers.map((one) => [one.id, answer(one, given(one.id) ?? '')]));
  return Object.keys(body).length > 0 ? body : null;
}

/** Whether anybody has found out anything. */
export const isQualified = (fields: FieldSet): boolean =>
  NAMES.some((name) => text(fields, `q/${name}`) !== '');
