/* Server state. Polling stops while the tab is hidden and catches up when it
 * is shown again: both are the query library's defaults. */

import { QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, post, request } from './client';
import { keepCapture, refreshCaptures } from './captures';
import type { Capture, ClipRequest, Health, RecentSession, ScreenshotRequest, Session } from './types';

export const SESSIONS_MS = 5000;
const RETRY_MS = 3000;

export const queryClient = new QueryClient({
  defaultOptions: {
    // A home network: what the browser believes about the internet says nothing.
    queries: { networkMode: 'always', retry: false, staleTime: 2000, refetchOnWindowFocus: 'always' },
    mutations: { networkMode: 'always' },
  },
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

export function useSessions() {
  return useQuery({
    queryKey: ['sessions'],
    queryFn: ({ signal }) => nowPlaying(signal),
    refetchInterval: ({ state }) => (state.status === 'error' ? RETRY_MS : SESSIONS_MS),
    // Every answer is a new reading of the clock, also when nothing else changed.
    structuralSharing: false,
  });
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

export function useScreenshot() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ScreenshotRequest) => post<Capture>('api/capture/screenshot', body),
    onSuccess: (capture) => {
      keepCapture(client, capture);
      void refreshCaptures(client);
    },
  });
}

export function useClip() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ClipRequest) => post<Capture>('api/capture/clip', body),
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


