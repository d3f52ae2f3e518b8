/** Mail on the wire (docs/mail.md). Instants are milliseconds since 1970, UTC. */
import type { Id, Millis } from './wire';

/** A mail the server shall send, as the person saw it. */
export interface MailBody {
  id: Id;
  subject: string;
  body: string;
  /** Which text it began as. */
  kind?: string;
  step?: Id;
  satisfies?: Id[];
  collateral?: Id[];
}

export type MailState = 'queued' | 'sending' | 'sent' | 'bounced' | 'suppressed' | 'failed' | 'unsure';

/** A mail as its lead shows it. */
export interface Mail {
  id: Id;
  step: Id | null;
  kind: string | null;
  subject: string;
  to: string;
  state: MailState;
  reason: string | null;
  by: Id | null;
  auto: boolean;
  at: Millis;
  sent_at: Millis | null;
}

/** A brochure or page a mail may point to. */
export interface Collateral {
  id: Id;
  title: string;
  url: string;
  product: string | null;
}
