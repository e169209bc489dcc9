import { apiUrl } from './base';

/** What the server refused, in its own words. status 0: it did not answer. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** When to ask again, where the server says so. */
    readonly retryAfterMs: number | null = null,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

export interface Answer<T> {
  data: T;
  headers: Headers;
  /** Halfway between asking and hearing: when the answer was true. */
  at: number;
}

/** Making something may take long; being told what is there may not. */
const MAKE_MS = 90_000;
const READ_MS = 10_000;
/** An answer that is already here takes no longer. */
const AT_ONCE_MS = 40;
const SIGNED_OUT = 401;

/** Aborted when the time is over or the given signal is, whichever is first. */
function within(ms: number, signal?: AbortSignal): { signal: AbortSignal; done: () => void } {
  const either = new AbortController();
  const abort = () => either.abort();
  const timer = setTimeout(abort, ms);
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort);
  const done = () => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  };
  return { signal: either.signal, done };
}

/** A login proxy answers with its own page, or sends the browser to it. */
function isOtherPage(response: Response): boolean {
  const type = response.headers.get('Content-Type') ?? '';
  return response.type === 'opaqueredirect' || response.status === 401 || (response.ok && /^text\/html/.test(type));
}

function retryAfterMs(response: Response): number | null {
  const seconds = Number(response.headers.get('Retry-After') ?? NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : null;
}

async function detailOf(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => null);
  if (body && typeof body === 'object' && 'detail' in body && typeof body.detail === 'string') return body.detail;
  if (response.status >= 502 && response.status <= 504) return 'MediaSnap is busy or restarting. Try again in a moment.';
  return `MediaSnap answered with an error (${response.status}).`;
}

interface Ask extends Omit<RequestInit, 'signal'> {
  signal?: AbortSignal;
  timeoutMs?: number;
}

const asked = new Set<string>();

/** Halfway between asking and hearing. The page preloads its first answers:
 * one that was taken from there was asked for before. */
function answeredAt(url: string, from: number): number {
  const now = performance.now();
  const isFirst = !asked.has(url);
  asked.add(url);
  const [entry] = isFirst ? (performance.getEntriesByName(url, 'resource') as PerformanceResourceTiming[]) : [];
  const isPreload = entry?.initiatorType === 'link' && entry.responseEnd > 0;
  if (!isPreload || now - Math.max(from, entry.responseEnd) > AT_ONCE_MS) return (from + now) / 2;
  return (entry.requestStart + entry.responseStart) / 2;
}

export async function request<T>(path: string, { signal, timeoutMs = READ_MS, ...init }: Ask = {}): Promise<Answer<T>> {
  const url = apiUrl(path);
  const from = performance.now();
  const limit = within(timeoutMs, signal);
  try {
    const response = await fetch(url, { ...init, redirect: 'manual', signal: limit.signal });
    const at = answeredAt(url, from);
    if (isOtherPage(response)) throw new ApiError(SIGNED_OUT, 'You have been signed out. Sign in again.');
    if (!response.ok) throw new ApiError(response.status, await detailOf(response), retryAfterMs(response));
    return { data: (await response.json()) as T, headers: response.headers, at };
  } catch (cause) {
    if (signal?.aborted || cause instanceof ApiError) throw cause;
    if (cause instanceof SyntaxError) throw new ApiError(0, 'The answer from MediaSnap could not be read.');
    throw new ApiError(0, 'Can’t reach MediaSnap.');
  } finally {
    limit.done();
  }
}

export async function get<T>(path: string, ask: Ask = {}): Promise<T> {
  return (await request<T>(path, ask)).data;
}

/** What waits for FFmpeg or a media server. */
export async function getSlow<T>(path: string, ask: Ask = {}): Promise<T> {
  return get<T>(path, { timeoutMs: MAKE_MS, ...ask });
}

export async function post<T>(path: string, body: unknown): Promise<T> {
  const ask = { timeoutMs: MAKE_MS, method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
  return (await request<T>(path, ask)).data;
}

export async function remove(path: string): Promise<void> {
  await request<unknown>(path, { method: 'DELETE' });
}

export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.status === SIGNED_OUT;
}

export function isUnreachable(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status === 502 || error.status === 504);
}

/** A sentence to show. A detail that begins with a member's name keeps it. */
export function words(error: unknown): string {
  const text = error instanceof Error && error.message ? error.message : 'Something went wrong.';
  return /^[a-z]+[ ,']/.test(text) ? text[0]!.toUpperCase() + text.slice(1) : text;
}
