import { LANGUAGE, LOCALE } from './language';

/**
 * One sentence, or one per plural form: `{ one: "{count} lead", other: "{count} leads" }`.
 * A placeholder is a name in braces; a plural entry is chosen by its `count`.
 */
export type Entry = string | { readonly one: string; readonly other: string };
export type Dictionary = Readonly<Record<string, Entry>>;

type Names<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type NamesOf<E> = E extends string ? Names<E> : Names<E[keyof E]> | 'count';
type Params<E> = { readonly [N in NamesOf<E>]: N extends 'count' ? number : string | number };
type Args<E> = [NamesOf<E>] extends [never] ? [] : [params: Params<E>];

export type Translate<D extends Dictionary> = <K extends keyof D & string>(
  key: K,
  ...args: Args<D[K]>
) => string;

const plural = new Intl.PluralRules(LANGUAGE);
const number = new Intl.NumberFormat(LOCALE);

function fill(sentence: string, params: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    return typeof value === 'number' ? number.format(value) : (value ?? '');
  });
}

function pick(entry: Entry, count: number): string {
  if (typeof entry === 'string') return entry;
  return plural.select(count) === 'one' ? entry.one : entry.other;
}

/** A typed look-up over one dictionary: a missing key or placeholder is a compile error. */
export function translator<const D extends Dictionary>(dictionary: D): Translate<D> {
  return (key, ...args) => {
    const params = (args[0] ?? {}) as Readonly<Record<string, string | number>>;
    return fill(pick(dictionary[key] as Entry, Number(params.count ?? 0)), params);
  };
}
