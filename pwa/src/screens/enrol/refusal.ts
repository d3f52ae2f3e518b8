/** Why pairing did not work, as one of the sentences a person can act on. Pure. */
export type Refusal = 'offline' | 'expired' | 'other_person' | 'many' | 'other';

export function refusalOf(code: string, status: number): Refusal {
  if (code === 'offline' || code === 'aborted') return 'offline';
  if (code === 'other_person') return 'other_person';
  if (status === 429) return 'many';
  if (code === 'enrol_expired' || status === 410) return 'expired';
  return 'other';
}
