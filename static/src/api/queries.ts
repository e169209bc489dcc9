/* Server state. Polling stops while the tab is hidden and catches up when it
 * is shown again: both are the query library's defaults. */

import { QueryClient, focusManager, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createLimiter } from '../lib/limiter';
import { apiUrl } from './base';
import { ApiError, get, post, request } from './client';
import { keepCapture, refreshCaptures } from './captures';
import type { Capture, ClipRequest, Health, RecentSession, ScreenshotRequest, Session } from './types';

export const SESSIONS_MS = 5000;
const RETRY_MS = 3000;
const FIRST_MS = 250;

export const queryClient = new QueryClient({
  defaultOptions: {
    // A home network: what the browser believes about the internet says nothing.
    queries: { networkMode: 'always', retry: false, staleTime: 2000, refetchOnWindowFocus: 'always' },
    mutations: { networkMode: 'always' },
  },
});

/* A window that comes to the front may have been in sight all the time. */
focusManager.setEventListener((onFocus) => {
  const listen = () => onFocus();
  addEventListener('focus', listen);
  document.addEventListener('visibilitychange', listen);
  return () => {
    removeEventListener('focus', listen);
    document.removeEventListener('visibilitychange', listen);
  };
});

export interface NowPlaying {
  sessions: Session[];
  /** The poller is silent: these are the last that it saw. */
  stale: boolean;
  /** performance.now() when the positions were true. */
  at: number;
}

async function nowPlaying(signal: AbortSignal): Promise<NowPlaying> {
  const { data, headers, at } = await request<Session[]>('api/sessions', { signal });
  return { sessions: data, stale: headers.get('X-MediaSnap-Stale') === '1', at };
}

const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: ({ signal }) => nowPlaying(signal),
  // Every answer is a new reading of the clock, also when nothing else changed.
  structuralSharing: false,
});

export function useSessions() {
  return useQuery({
    ...sessionsQuery,
    refetchInterval: ({ state }) => (state.status === 'error' ? RETRY_MS : SESSIONS_MS),
  });
}

/** Until what is playing is known, or for a moment: the page preloads it, so
 * that the first thing drawn can be the cards. */
export function firstSessions(): Promise<void> {
  return Promise.race([queryClient.prefetchQuery(sessionsQuery), wait(FIRST_MS)]);
}

export function useRecent() {
  return useQuery({
    queryKey: ['recent'],
    queryFn: ({ signal }) => get<RecentSession[]>('api/sessions/recent', { signal }),
    refetchInterval: 30_000,
  });
}

export function useHealth() {
  return useQuery({
    queryKey: ['health'],
    queryFn: ({ signal }) => get<Health>('api/health', { signal }),
    refetchInterval: ({ state }) =>
      state.status === 'error' || state.data?.status === 'degraded' ? SESSIONS_MS : 15_000,
  });
}

const AT_ONCE = 3;
const MOST_WAITING = 12;
const TRIES = 6;
const inTurn = createLimiter(AT_ONCE, MOST_WAITING);

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Captures in the order of the presses. Their moment is in the request, so
 * one may wait while the server has no room. */
async function capture<T>(path: string, body: T, left = TRIES): Promise<Capture> {
  try {
    return await post<Capture>(path, body);
  } catch (error) {
    const isFull = error instanceof ApiError && (error.status === 429 || (error.status === 503 && error.retryAfterMs !== null));
    if (!isFull || left <= 1) throw error;
    await wait(error.retryAfterMs ?? 1000);
    return capture(path, body, left - 1);
  }
}

export function useScreenshot() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ScreenshotRequest) => inTurn(() => capture('api/capture/screenshot', body)),
    onSuccess: (capture) => {
      keepCapture(client, capture);
      void refreshCaptures(client);
    },
  });
}

export function useClip() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ClipRequest) => inTurn(() => capture('api/capture/clip', body)),
    onSuccess: (capture) => {
      keepCapture(client, capture);
      void refreshCaptures(client);
    },
  });
}

export function useRetry() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => post<Capture>(`api/captures/${encodeURIComponent(id)}/retry`, {}),
    onSuccess: (capture) => keepCapture(client, capture),
  });
}

const VERSION_MS = 10 * 60_000;

function scriptOf(page: string): string | null {
  return /assets\/index-[^"']+\.js/.exec(page)?.[0] ?? null;
}

async function isNewVersion(signal: AbortSignal): Promise<boolean> {
  const own = document.querySelector<HTMLScriptElement>('script[type="module"][src]');
  const response = await fetch(apiUrl('./'), { cache: 'no-store', headers: { Accept: 'text/html' }, signal });
  const served = response.ok ? scriptOf(await response.text()) : null;
  return Boolean(own && served && !own.src.endsWith(served));
}

/** True once the server has another build of the app than this page. */
export function useNewVersion(): boolean {
  const { data } = useQuery({
    queryKey: ['version'],
    queryFn: ({ signal }) => isNewVersion(signal),
    enabled: import.meta.env.PROD,
    staleTime: VERSION_MS,
    initialData: false,
    initialDataUpdatedAt: () => Date.now(),
    refetchInterval: VERSION_MS,
    refetchOnWindowFocus: true,
  });
  return data;
}
