/** Lists and numbers as people edit them. Pure. */
import type { Comparand, PlanStep } from './wire';

/** The list with one item moved up (-1) or down (1); as it was at an end. */
export function moved<T>(list: readonly T[], at: number, by: number): T[] {
  const to = at + by;
  const copy = [...list];
  const [item] = copy.splice(at, 1);
  if (item === undefined || to < 0 || to >= list.length) return [...list];
  copy.splice(to, 0, item);
  return copy;
}

export const replaced = <T>(list: readonly T[], at: number, item: T): T[] =>
  at < list.length ? list.map((one, place) => (place === at ? item : one)) : [...list, item];

/** "12,5" -> 12.5; null for what is no number. */
export function numberOf(typed: string): number | null {
  const plain = typed.trim().replace(',', '.');
  return plain !== '' && Number.isFinite(Number(plain)) ? Number(plain) : null;
}

const LISTED = new Set(['in']);
const NUMBERS = new Set(['need', 'company_size', 'decision_days']);

/** What a rule compares with, as typed: "hot", "250", "yes", "DE, AT". */
export function comparandText(value: Comparand): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return Array.isArray(value) ? value.join(', ') : String(value);
}

export function comparandOf(typed: string, fact: string, operator: string): Comparand {
  if (operator === 'known') return null;
  const one = (text: string): string | number => {
    const value = numberOf(text);
    return value !== null && (NUMBERS.has(fact) || operator.startsWith('at_')) ? value : text.trim();
  };
  if (LISTED.has(operator))
    return typed
      .split(',')
      .map(one)
      .filter((item) => item !== '');
  if (fact === 'is_customer') return typed.trim().toLowerCase() === 'yes';
  return one(typed);
}

/** A name no rule has yet: "my_rule", "my_rule_2". */
export function freeCode(base: string, taken: readonly string[]): string {
  let code = base;
  for (let number = 2; taken.includes(code); number += 1) code = `${base}_${number}`;
  return code;
}

/** A key no step has yet: "attempt:7". Keys stay, so that a running plan finds its steps again. */
export function freeKey(purpose: string, steps: readonly PlanStep[]): string {
  const numbers = steps
    .map((step) => step.key.split(':'))
    .filter(([name]) => name === purpose)
    .map(([, number]) => Number(number) || 0);
  return `${purpose}:${Math.max(0, ...numbers) + 1}`;
}

export const newStep = (steps: readonly PlanStep[], purpose: string): PlanStep => {
  const last = Math.max(0, ...steps.filter((step) => step.purpose === purpose).map((step) => step.offset_h));
  return {
    key: freeKey(purpose, steps),
    channel: 'email',
    purpose,
    anchor: purpose === 'care' ? 'sale' : 'captured',
    offset_h: last + 72,
    unit: 'day',
    not_before_h: null,
    stop_on: purpose === 'attempt' ? 'connect' : 'none',
    needs_permission: null,
    auto: false,
    if_unanswered: false,
    text: purpose === 'attempt' ? 'revive' : 'nurture',
  };
};

/** A call needs the permission to call, a text message the one to text; the rest asks when it is sent. */
export const withChannel = (step: PlanStep, channel: string): PlanStep => ({
  ...step,
  channel,
  auto: step.auto && channel === 'email',
  needs_permission: channel === 'call' || channel === 'sms' ? channel : null,
});

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** "09:00-12:00, 13:00-17:00" for each day; a day off is empty. */
export const weekText = (week: Record<string, [string, string][]>): Record<string, string> =>
  Object.fromEntries(DAYS.map((day) => [day, (week[day] ?? []).map((span) => span.join('-')).join(', ')]));

export const weekOf = (typed: Record<string, string>): Record<string, [string, string][]> =>
  Object.fromEntries(
    DAYS.map((day) => [day, spansOf(typed[day] ?? '')] as const).filter(([, spans]) => spans.length > 0),
  );

const spansOf = (text: string): [string, string][] =>
  text
    .split(',')
    .map((span) => span.trim())
    .filter(Boolean)
    .map((span) => {
      const [from = '', to = ''] = span.split(/\s*[-–]\s*/);
      return [padded(from), padded(to)];
    });

const padded = (clock: string): string => {
  const plain = /^\d{1,2}$/.test(clock) ? `${clock}:00` : clock;
  return /^\d:/.test(plain) ? `0${plain}` : plain;
};

export const daysOff = (text: string): string[] => text.split(/[\s,;]+/).filter(Boolean);
