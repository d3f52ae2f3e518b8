/** What the server's problem details say, put where a person looks. Pure. */
import type { Failure } from '../../api';
import { t } from '../../text';

/** One sentence on what to do about a call that failed. */
export function problemText(failure: Failure): string {
  if (failure.kind === 'offline' || failure.kind === 'aborted') return t('error.offline');
  return failure.problem.title || t('error.unexpected');
}

/** First message per field, nested names joined by dots: {"admin.email": "Not a valid email address."} */
export type FieldErrors = Readonly<Record<string, string>>;

function collect(node: unknown, path: string, into: Record<string, string>): void {
  if (Array.isArray(node)) {
    const first = node.find((item) => typeof item === 'string');
    if (first && !(path in into)) into[path] = first;
  } else if (node && typeof node === 'object') {
    for (const [key, child] of Object.entries(node)) collect(child, path ? `${path}.${key}` : key, into);
  }
}

export function fieldErrors(failure: Failure): FieldErrors {
  const errors = failure.problem.errors;
  const body = errors && typeof errors === 'object' && 'json' in errors ? errors.json : errors;
  const found: Record<string, string> = {};
  collect(body, '', found);
  return found;
}
