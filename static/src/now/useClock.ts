import { useCallback, useEffect, useRef, useState } from 'react';
import type { Session } from '../api/types';
import { type Clock, nextClock, readClock } from '../lib/clock';

/** Reads where the session is now; the same reading is shown and captured. */
export function useClock(session: Session, at: number): () => number {
  const held = useRef<{ clock: Clock; media: string } | null>(null);
  if (!held.current || held.current.clock.at !== at || held.current.media !== session.media_key) {
    const previous = held.current?.media === session.media_key ? held.current.clock : null;
    const sample = {
      position: session.position_seconds,
      duration: session.duration_seconds,
      running: session.state === 'playing',
      rate: session.playback_rate,
      at,
    };
    held.current = { clock: nextClock(previous, sample), media: session.media_key };
  }
  return useCallback(() => readClock(held.current!.clock, performance.now()), []);
}

/** The reading, again and again while it moves. */
export function useReading(read: () => number, moving: boolean, everyMs = 200): number {
  const [, tick] = useState(0);
  useEffect(() => {
    if (!moving) return;
    const timer = setInterval(() => document.visibilityState === 'visible' && tick((n) => n + 1), everyMs);
    return () => clearInterval(timer);
  }, [moving, everyMs]);
  return read();
}
