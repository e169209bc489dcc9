import { apiUrl } from './base';

/** What the server refused, in its own words. status 0: it did not answer. */
export class ApiError extends Error {
  constructor(readonly status: number, message: string) {
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

function within(ms: number, signal?: AbortSignal): AbortSignal {
  const late = AbortSignal.timeout(ms);
  return signal && 'any' in AbortSignal ? AbortSignal.any([signal, late]) : (signal ?? late);
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

export async function request<T>(path: string, { signal, timeoutMs = READ_MS, ...init }: Ask = {}): Promise<Answer<T>> {
  const asked = performance.now();
  let response: Response;
  try {
    response = await fetch(apiUrl(path), { ...init, signal: within(timeoutMs, signal) });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiError(0, 'MediaSnap does not answer.');
  }
  const at = (asked + performance.now()) / 2;
  if (!response.ok) throw new ApiError(response.status, await detailOf(response));
  try {
    return { data: (await response.json()) as T, headers: response.headers, at };
  } catch {
    throw new ApiError(0, 'MediaSnap gave an answer that could not be read.');
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

export function isUnreachable(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status === 502 || error.status === 504);
}

/** A sentence to show. A detail that begins with a member's name keeps it. */
export function words(error: unknown): string {
  const text = error instanceof Error && error.message ? error.message : 'Something went wrong.';
  return /^[a-z]+[ ,']/.test(text) ? text[0]!.toUpperCase() + text.slice(1) : text;
}
