/** What the prospect answered at the stand, in the words of the show's questions. Pure. */
import type { LeadDocument, Show } from '../../../wire';

export function answers(lead: LeadDocument, show: Show | null): string[] {
  return Object.entries(lead.fields)
    .filter(([name, value]) => name.startsWith('q/') && value !== null && value !== '')
    .map(([name, value]) => {
      const id = name.slice(2);
      const question = show?.questions?.find((one) => one.id === id);
      return `${question?.label ?? question?.text ?? id.replaceAll('_', ' ')}: ${String(value)}`;
    });
}
