/** The only fetch. Never throws: every call answers `{ok: true, …}` or `{ok: false, …}` with a reason to act on. */
import type { Problem } from './wire';

export interface Success<T> {
  ok: true;
  status: number;
  data: T;
  headers: Headers;
}

/**
 * `offline`: no answer, or an answer that is not our server's (a captive portal). `aborted`: we gave up or ran out of time.
 * `refused`: the server said no; `problem` says why. `broken`: our server answered something unreadable.
 */
export interface Failure {
  ok: false;
  kind: 'offline' | 'aborted' | 'refused' | 'broken';
  /** HTTP status, 0 without an answer. */
  status: number;
  problem: Problem;
  /** Milliseconds the server asks us to wait, null if it did not say. */
  retryAfter: number | null;
  headers: Headers | null;
}

export type Answer<T> = Success<T> | Failure;

export interface CallOptions {
  /** Sent as JSON, gzip when large. */
  json?: unknown;
  /** Raw bytes, for blobs. */
  body?: ArrayBuffer | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
  /** How the answer is read; `json` if not said. */
  as?: 'json' | 'bytes' | 'none';
  signal?: AbortSignal;
  /** Milliseconds until we give up; 30 s if not said. */
  timeout?: number;
  keepalive?: boolean;
  /** Leave the device token out: for what only a person signed in by password may do. */
  cookieOnly?: boolean;
}

export type Fetch = (input: string, init: RequestInit) => Promise<Response>;
export type Call = <T = unknown>(method: string, path: string, options?: CallOptions) => Promise<Answer<T>>;

export interface ApiParts {
  fetch: Fetch;
  /** The device token, or null. */
  token: () => string | null;
  now?: () => number;
}

const GZIP_FROM = 1400;
const DEFAULT_TIMEOUT = 30_000;

/** Builds a `Call` over an injected fetch, so that a simulator can drive it. */
export function createApi({ fetch, token, now = Date.now }: ApiParts): Call {
  return async <T>(method: string, path: string, options: CallOptions = {}): Promise<Answer<T>> => {
    const ended = new AbortController();
    const timer = setTimeout(() => ended.abort(), options.timeout ?? DEFAULT_TIMEOUT);
    const onAbort = () => ended.abort();
    options.signal?.addEventListener('abort', onAbort, { once: true });
    try {
      const bearer = options.cookieOnly ? null : token();
      const response = await fetch(path, { ...(await init(method, options, bearer)), signal: ended.signal });
      return await read<T>(response, options.as ?? 'json', now());
    } catch (error) {
      return silent(ended.signal.aborted ? 'aborted' : 'offline', String(error));
    } finally {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', onAbort);
    }
  };
}

async function init(method: string, options: CallOptions, bearer: string | null): Promise<RequestInit> {
  const headers: Record<string, string> = { Accept: 'application/json', ...options.headers };
  if (bearer && !headers.Authorization) headers.Authorization = `Bearer ${bearer}`;
  const out: RequestInit = { method, headers, credentials: 'same-origin', cache: 'no-store' };
  if (options.keepalive) out.keepalive = true;
  if (options.body !== undefined) out.body = options.body;
  if (options.json !== undefined) {
    headers['Content-Type'] = 'application/json';
    const text = JSON.stringify(options.json);
    const packed = text.length >= GZIP_FROM && !options.keepalive ? await gzip(text) : null;
    if (packed) headers['Content-Encoding'] = 'gzip';
    out.body = packed ?? text;
  }
  return out;
}

async function gzip(text: string): Promise<ArrayBuffer | null> {
  if (typeof CompressionStream === 'undefined') return null;
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Response(stream).arrayBuffer();
}

async function read<T>(
  response: Response,
  as: NonNullable<CallOptions['as']>,
  now: number,
): Promise<Answer<T>> {
  const type = response.headers.get('Content-Type') ?? '';
  const isJson = /[/+]json\b/.test(type);
  if (!response.ok) return refusal(response, isJson, now);
  // A hotel or fair network answers every address with its own page and status 200: that is no answer from us.
  const page = type.startsWith('text/html') && response.status === 200;
  if (page || response.redirected) return silent('offline', 'not our server');
  const good = (data: T): Success<T> => ({
    ok: true,
    status: response.status,
    data,
    headers: response.headers,
  });
  if (response.status === 204 || as === 'none') return good(undefined as T);
  if (as === 'bytes') return good((await response.arrayBuffer()) as T);
  if (!isJson) return silent('offline', 'not our server');
  try {
    return good((await response.json()) as T);
  } catch (error) {
    return { ...silent('broken', String(error)), status: response.status, headers: response.headers };
  }
}

async function refusal(response: Response, isJson: boolean, now: number): Promise<Failure> {
  const { status, headers } = response;
  const fallback: Problem = { title: '', status, code: `http_${status}` };
  const body = isJson ? ((await response.json().catch(() => null)) as Partial<Problem> | null) : null;
  const problem: Problem = { ...fallback, ...(body ?? {}) };
  return { ok: false, kind: 'refused', status, problem, retryAfter: waitAsked(headers, now), headers };
}

function waitAsked(headers: Headers, now: number): number | null {
  const asked = headers.get('Retry-After');
  if (!asked) return null;
  const seconds = Number(asked);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(asked);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

function silent(kind: 'offline' | 'aborted' | 'broken', detail: string): Failure {
  const problem: Problem = { title: '', status: 0, code: kind, errors: detail };
  return { ok: false, kind, status: 0, problem, retryAfter: null, headers: null };
}

let bearer: () => string | null = () => null;

/** The store tells where the device token is; until then calls go out with the cookie alone. */
export function takeTokenFrom(source: () => string | null): void {
  bearer = source;
}

/** The app's own caller. */
export const call: Call = createApi({ fetch: (path, init) => fetch(path, init), token: () => bearer() });

/** Short forms for screens: `await api.get<Me>('/api/v1/me')`. */
export const api = {
  get: <T>(path: string, options?: CallOptions) => call<T>('GET', path, options),
  post: <T>(path: string, json?: unknown, options?: CallOptions) =>
    call<T>('POST', path, { json, ...options }),
  patch: <T>(path: string, json?: unknown, options?: CallOptions) =>
    call<T>('PATCH', path, { json, ...options }),
  delete: <T>(path: string, options?: CallOptions) => call<T>('DELETE', path, options),
};
