import { queryOptions } from '@tanstack/react-query';
import { apiUrl } from '../api/base';
import { ApiError, getSlow } from '../api/client';
import type { Frames, Session, Streams } from '../api/types';
import { type NowPlaying, queryClient } from '../api/queries';
import { framesMissing } from './framesMissing';

export interface FramesAsk {
  at: number;
  count: number;
  step: number | 'frame';
  width: number;
}

function framesPath(session: Session, { at, count, step, width }: FramesAsk): string {
  const query = new URLSearchParams({
    at: Math.max(0, at).toFixed(3),
    count: String(count),
    step: step === 'frame' ? step : step.toFixed(3),
    width: String(width),
  });
  return `api/sessions/${encodeURIComponent(session.session_id)}/frames?${query}`;
}

/** One frame as a picture of its own. */
export function frameUrl(session: Session, at: number, width: number): string {
  // The media key keeps another film's frame of the same session out of the cache.
  return apiUrl(`${framesPath(session, { at, count: 1, step: 'frame', width })}&media_key=${encodeURIComponent(session.media_key)}`);
}

/** A session that is still there and has no such call: the server cannot do
 * it. For one that has ended, 404 means just that. */
function noteMissing(error: unknown, session: Session): void {
  const playing = queryClient.getQueryData<NowPlaying>(['sessions'])?.sessions ?? [];
  const listed = playing.some((other) => other.session_id === session.session_id);
  if (error instanceof ApiError && error.status === 404 && listed) framesMissing.set(true);
}

export function framesQuery(session: Session, ask: FramesAsk) {
  const path = framesPath(session, ask);
  return queryOptions({
    queryKey: ['frames', session.media_key, path],
    queryFn: async ({ signal }) => {
      try {
        return await getSlow<Frames>(`${path}&format=json`, { signal });
      } catch (error) {
        noteMissing(error, session);
        throw error;
      }
    },
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    // A full pool, or one's own share of it, is a matter of a moment; what the server refuses stays refused.
    retry: (count, error) => count < 2 && error instanceof ApiError && (error.status >= 500 || error.status === 429),
    retryDelay: 900,
  });
}

export function streamsQuery(session: Session) {
  return queryOptions({
    queryKey: ['streams', session.session_id, session.media_key],
    queryFn: ({ signal }) => getSlow<Streams>(`api/sessions/${encodeURIComponent(session.session_id)}/streams`, { signal }),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
}
