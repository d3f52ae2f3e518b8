/** What the server says of texts and brochures (docs/api.md). Instants are ISO 8601. */
import type { Id } from '../../../wire';

export interface TextVersion {
  id: Id | null;
  kind: string;
  language: string;
  version: number;
  subject: string;
  body: string;
  created_at?: string | null;
  published_at: string | null;
  published_by: Id | null;
}

export interface TextPair {
  kind: string;
  language: string;
  published: TextVersion | null;
  draft: TextVersion | null;
}

export interface MergeField {
  name: string;
  meaning: string;
}

export interface TextList {
  texts: TextPair[];
  fields: MergeField[];
  signature: { organisation: string | null; phone: string | null };
  mail: boolean;
}

export interface Preview {
  subject: string;
  body: string;
  empty: string[];
}

export interface Brochure {
  id: Id;
  title: string;
  url: string;
  product: string | null;
  active: boolean;
  used: number;
  people: number;
  leads: number;
  won: number;
  last_used_at: string | null;
}

export const pathOf = ({ kind, language }: { kind: string; language: string }): string =>
  `/api/v1/texts/${kind}/${language}`;
