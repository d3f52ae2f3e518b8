import { session, settings } from '../../store';
import { t } from '../../text';
import type { Id, Show } from '../../wire';

export const myId = (): Id | null => session.value?.user.id ?? null;

/** The roles of whoever uses this device; the newer word of the settings wins over the one at pairing. */
export const myRoles = (): readonly string[] => settings.value.me?.roles ?? session.value?.user.roles ?? [];

/** A colleague's name; a phone may not know everybody. */
export function nameOf(id: Id | null): string {
  if (id === null) return t('ui.nobody');
  const known = settings.value.users.find((user) => user.id === id);
  if (known) return known.name;
  return id === myId() ? (session.value?.user.name ?? '') : t('ui.somebody');
}

export const showOf = (id: Id | null): Show | null =>
  settings.value.events.find((event) => event.id === id) ?? null;

/** The word on a show's chip; a chip the show no longer has keeps its slug. */
export const chipLabel = (show: Show | null, slug: string): string =>
  show?.chips?.find((chip) => chip.slug === slug)?.label ?? slug;
