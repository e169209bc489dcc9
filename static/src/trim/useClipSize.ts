import { useIsFetching, useQuery } from '@tanstack/react-query';
import { ApiError, getSlow } from '../api/client';
import type { Session } from '../api/types';
import { useSettled } from '../lib/useSettled';
import type { ClipOptions } from './options';

/** The server makes samples to tell: no more of them than are waited for. */
const SETTLE_MS = 500;

interface Range {
  start: number;
  end: number;
}

function sizePath(session: Session, { start, end }: Range, { precise, format, height, subtitles }: ClipOptions): string {
  const query = new URLSearchParams({
    start_seconds: start.toFixed(3),
    end_seconds: end.toFixed(3),
    format,
    // Subtitles are drawn, which no copy can have.
    precise: precise || subtitles !== null ? '1' : '0',
    ...(height === null ? {} : { height: String(height) }),
  });
  return `api/sessions/${encodeURIComponent(session.session_id)}/clip_size?${query}`;
}

/** About how many bytes the clip will have; undefined: not known yet, null: it
 * cannot be told. */
export function useClipSize(session: Session, range: Range | null, options: ClipOptions): number | null | undefined {
  const path = range ? sizePath(session, range, options) : null;
  const settled = useSettled(path, SETTLE_MS);
  // A client has only so many of the server's workers: pictures come first.
  const isBusy = useIsFetching({ queryKey: ['frames'] }) > 0;
  const { data, isError } = useQuery({
    queryKey: ['clip-size', session.media_key, settled],
    queryFn: ({ signal }) => getSlow<{ bytes: number }>(settled!, { signal }),
    enabled: settled !== null && !isBusy,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    retry: (count, error) => count < 3 && error instanceof ApiError && (error.status >= 500 || error.status === 429),
    retryDelay: 1500,
  });
  if (settled !== path) return undefined;
  if (isError) return null;
  return data && Math.min(data.bytes, options.maxBytes ?? Infinity);
}
