/** What the set-up reads and writes (docs/api.md). Instants are ISO 8601 with Z. */
import type { Chip, Id } from '../../wire';

export interface ShowRecord {
  id: Id;
  name: string;
  venue: string | null;
  tz: string;
  starts_on: string;
  ends_on: string;
  chips: Chip[];
  staff_ids: Id[];
  target_leads: number | null;
  required_roi: number | null;
  announced_at: string | null;
}

export interface CostRecord {
  id: Id;
  kind: string;
  amount: number;
  currency: string;
  text: string | null;
}

export interface NoticeRecord {
  id: Id;
  message: string;
  sent_at: string;
  read: { user_id: Id; at: string }[];
  unread: Id[];
}

export interface PersonRecord {
  id: Id;
  name: string;
  email: string;
  roles: string[];
  languages: string[];
  products: string[];
  capacity: number | null;
  away_from: string | null;
  away_to: string | null;
  deputy_id: Id | null;
  phone?: string | null;
  /** Minor units of the organisation's currency. */
  cost_per_hour: number | null;
  team_ids: Id[];
  contract_until: string | null;
  active: boolean;
}

export interface OneTimeLink {
  url: string;
  expires_at: string;
}

export interface TeamRecord {
  id: Id;
  name: string;
  kind: 'field' | 'desk';
  member_ids: Id[];
  supervisor_ids: Id[];
}

export interface DeviceRecord {
  id: Id;
  user_id: Id;
  label: string;
  app_version: string | null;
  last_seen_at: string | null;
  outbox_count: number;
  /** Entries the server had confirmed and has no more. */
  ops_missing: number;
  revoked_at: string | null;
}

export interface Pairing {
  code: string;
  url: string;
  qr_svg: string;
  expires_at: string;
}
