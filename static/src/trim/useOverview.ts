import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Session } from '../api/types';
import { framesQuery } from '../frames/queries';
import { framesOf } from '../frames/strip';
import { LONGEST_STEP, type Range, overviewCount } from '../lib/trim';
import { useSettled } from '../lib/useSettled';

const SETTLE_MS = 200;
const FALLBACK_FRAME = 1 / 24;

/** The strip's pictures, one in the middle of each slot. */
export function useOverview(session: Session, view: Range, slots: number) {
  const settled = useSettled(view, SETTLE_MS);
  const span = settled.to - settled.from;
  const count = overviewCount(settled, slots);
  const ask = { at: settled.from + span / 2, count, step: Math.min(span / count, LONGEST_STEP), width: 160 };
  const { data, error } = useQuery({ ...framesQuery(session, ask), placeholderData: keepPreviousData });
  const frames = useMemo(() => (data ? framesOf(data) : []), [data]);
  return { frames, frameDuration: data?.frame_duration_seconds || FALLBACK_FRAME, error };
}
