/** The form of a person as data. Pure. */
import type { Id } from '../../wire';
import { type AbsenceDraft, draftOf as absenceOf, bodyOf } from '../shared/absence/absence';
import type { PersonRecord } from './wire';

export const ROLES = ['rep', 'contractor', 'supervisor', 'marketing', 'director', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export interface PersonDraft {
  name: string;
  email: string;
  roles: readonly string[];
  languages: string;
  /** Slugs of chips, as typed. */
  products: string;
  /** Most open A and B leads; "" without a limit. */
  capacity: string;
  /** What an hour costs, as typed. */
  cost: string;
  away: AbsenceDraft;
  /** Her own number, under mails she writes. */
  phone: string;
  team_ids: readonly Id[];
  /** "2026-12-31" or "". */
  contract: string;
  active: boolean;
}

export const newPerson = (): PersonDraft => ({
  name: '',
  email: '',
  roles: ['rep'],
  languages: '',
  products: '',
  capacity: '',
  cost: '',
  away: { from: '', to: '', deputy: '' },
  phone: '',
  team_ids: [],
  contract: '',
  active: true,
});

export const draftOf = (person: PersonRecord): PersonDraft => ({
  name: person.name,
  email: person.email,
  roles: person.roles,
  languages: person.languages.join(', '),
  products: person.products.join(', '),
  capacity: person.capacity === null ? '' : String(person.capacity),
  cost: person.cost_per_hour === null ? '' : String(person.cost_per_hour / 100),
  away: absenceOf(person),
  phone: person.phone ?? '',
  team_ids: person.team_ids,
  contract: person.contract_until?.slice(0, 10) ?? '',
  active: person.active,
});

export const flip = <T>(list: readonly T[], item: T): T[] =>
  list.includes(item) ? list.filter((one) => one !== item) : [...list, item];

export type Wrong = Partial<Record<'name' | 'email' | 'roles', 'needed' | 'email' | 'roles' | 'alone'>>;

export function wrongWith(draft: PersonDraft): Wrong {
  const wrong: Wrong = {};
  if (!draft.name.trim()) wrong.name = 'needed';
  if (!/^\S+@\S+\.\S+$/.test(draft.email.trim())) wrong.email = 'email';
  if (draft.roles.length === 0) wrong.roles = 'roles';
  else if (draft.roles.includes('contractor') && draft.roles.length > 1) wrong.roles = 'alone';
  return wrong;
}

/** The contract's last day counts in full, wherever the contractor is. */
const lastInstant = (day: string): string => `${day}T23:59:59Z`;

const listed = (text: string): string[] =>
  text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map((word) => word.toLowerCase());

export function personBody({ contract, languages, products, capacity, cost, away, ...draft }: PersonDraft) {
  const hour = Number(cost.replace(',', '.'));
  const most = capacity.replace(/\D/g, '');
  return {
    ...draft,
    name: draft.name.trim(),
    email: draft.email.trim(),
    phone: draft.phone.trim() || null,
    languages: listed(languages),
    products: listed(products),
    capacity: most ? Number(most) : null,
    cost_per_hour: cost.trim() && Number.isFinite(hour) ? Math.round(hour * 100) : null,
    ...bodyOf(away),
    contract_until: contract ? lastInstant(contract) : null,
  };
}
