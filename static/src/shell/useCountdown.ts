import { useEffect, useRef } from 'react';

const TICK_MS = 250;

/** Calls `onEnd` once after so many milliseconds in which the page was seen
 * and the focus was not within the element. null: never. */
export function useCountdown(ms: number | null, element: React.RefObject<HTMLElement | null>, onEnd: () => void): void {
  const latest = useRef(onEnd);
  useEffect(() => {
    latest.current = onEnd;
  });
  useEffect(() => {
    if (ms === null) return;
    let left = ms;
    const timer = setInterval(() => {
      if (document.hidden || element.current?.contains(document.activeElement)) return;
      left -= TICK_MS;
      if (left > 0) return;
      clearInterval(timer);
      latest.current();
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [ms, element]);
}
