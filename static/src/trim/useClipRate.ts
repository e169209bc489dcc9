import { useQuery } from '@tanstack/react-query';
import { get } from '../api/client';
import type { Capture, ClipFormat, Session } from '../api/types';
import { learnedRate } from './size';

/** Bytes a second of earlier clips of the same film, if there are any. */
export function useClipRate(session: Session, format: ClipFormat, height: number | null): number | null {
  const query = new URLSearchParams({ type: 'clip', limit: '20', q: session.title });
  const { data } = useQuery({
    queryKey: ['clip-rates', session.title],
    queryFn: ({ signal }) => get<Capture[]>(`api/captures?${query}`, { signal }),
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });
  return data ? learnedRate(data, format, height) : null;
}
