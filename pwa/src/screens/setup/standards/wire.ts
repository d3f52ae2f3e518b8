/** The standards as the server tells them (docs/api.md). Instants are ISO 8601 with Z. */
import type { Id } from '../../../wire';

export interface Version {
  version: number;
  published_at: string;
  published_by: Id | null;
  note: string | null;
  restored_from: number | null;
}

export interface Book<C> {
  version: number;
  content: C;
  published: Version | null;
  draft: {
    content: C;
    revision: number;
    base_version: number;
    updated_at: string;
    updated_by: Id | null;
  } | null;
}

export type Comparand = string | number | boolean | null | (string | number)[];

export interface Rule {
  code: string;
  fact: string;
  operator: string;
  value: Comparand;
  effect: string;
  amount: number;
  words: string;
}

export interface RuleSet {
  worth_threshold_minor: number;
  probability_threshold: number;
  base_worth_minor: number;
  base_probability: number;
  default_class: string;
  rules: Rule[];
}

export interface Named {
  id: Id;
  owner: Id | null;
  given_name: string | null;
  family_name: string | null;
  company: string | null;
}

interface Steps {
  added: number;
  moved: number;
  dropped: number;
}

export interface RulesMove extends Named {
  before: { class: string };
  after: { class: string };
  why: string[];
  other_kind: boolean;
}

export interface RulesPreview {
  leads: number;
  classes: { class: string; before: number; after: number }[];
  moving: number;
  moves: RulesMove[];
  owners: { unowned: number; other_kind: number };
  plans: Steps & { leads: number };
}

export interface PlanStep {
  key: string;
  channel: string;
  purpose: string;
  anchor: string;
  offset_h: number;
  unit: string;
  not_before_h: number | null;
  stop_on: string;
  needs_permission: string | null;
  auto: boolean;
  if_unanswered: boolean;
  text: string | null;
}

export interface Plan {
  name: string;
  calls_per_round: number;
  steps: PlanStep[];
  tail: { key: string; every_days: number; channels: string[]; purpose: string };
}

export interface PlanShort {
  code: string;
  name: string;
  version: number;
  steps: number;
  touches: number;
  running: number;
  older: number;
  has_draft: boolean;
}

export interface PlanPreview {
  leads: number;
  moving: number;
  moves: (Named & { steps: Steps })[];
  steps: Steps;
}

export interface ClockStandard {
  id: Id | null;
  clock: string;
  class: string | null;
  hours: number;
  grace_h: number;
  mode: 'elapsed' | 'business';
  applies: boolean;
  active_from: string | null;
}

export interface Clocks {
  in_force: ClockStandard[];
  coming: ClockStandard[];
  past: ClockStandard[];
}

export interface WorkCalendar {
  id: Id;
  name: string;
  tz: string;
  week: Record<string, [string, string][]>;
  countries: string[];
  extra_days: string[];
  house: boolean;
  team_ids: Id[];
  next_days_off: string[];
}
