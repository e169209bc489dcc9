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

const TIMEOUT_MS = 60_000;

async function detailOf(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => null);
  if (body && typeof body === 'object' && 'detail' in body && typeof body.detail === 'string') return body.detail;
  if (response.status >= 502 && response.status <= 504) return 'MediaSnap is busy or restarting. Try again in a moment.';
  return `MediaSnap answered with an error (${response.status}).`;
}

export async function request<T>(path: string, init: RequestInit = {}): Promise<Answer<T>> {
  const asked = performance.now();
  let response: Response;
  try {
    response = await fetch(apiUrl(path), { signal: AbortSignal.timeout(TIMEOUT_MS), ...init });
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
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

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await request<T>(path, signal ? { signal } : {})).data;
}

export async function post<T>(path: string, body: unknown): Promise<T> {
  const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
  return (await request<T>(path, init)).data;
}

export async function remove(path: string): Promise<void> {
  await request<unknown>(path, { method: 'DELETE' });
}

export function isUnreachable(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status === 502 || error.status === 504);
}

export function words(error: unknown): string {
  return error instanceof Error ? error.message : 'Something went wrong.';
}
