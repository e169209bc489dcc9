import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Session } from '../api/types';
import { framesQuery } from '../frames/queries';
import { type Frame, framesOf } from '../frames/strip';
import { LONGEST_STEP } from '../lib/trim';

const PICTURES = 59;
const TICK_MS = 80;

/** Leafs through the range at its own speed, without cutting anything. */
export function useFlipBook(session: Session, start: number, end: number, head: number, onHead: (time: number) => void) {
  const [playing, setPlaying] = useState(false);
  const length = Math.max(0.1, end - start);
  const ask = { at: start + length / 2, count: PICTURES, step: Math.min(length / PICTURES, LONGEST_STEP), width: 320 };
  const { data } = useQuery({ ...framesQuery(session, ask), enabled: playing });
  const frames = useMemo<Frame[]>(() => (data ? framesOf(data) : []), [data]);

  const latest = useRef({ head, onHead });
  latest.current = { head, onHead };
  useEffect(() => {
    if (!playing) return;
    let last = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      const next = latest.current.head + (now - last) / 1000;
      last = now;
      if (next >= end) setPlaying(false);
      latest.current.onHead(Math.min(next, end));
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [playing, end]);

  const toggle = () => {
    if (!playing && (head < start || head >= end - 0.1)) onHead(start);
    setPlaying(!playing);
  };
  return { playing, frames, toggle, stop: () => setPlaying(false) };
}
