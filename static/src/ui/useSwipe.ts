import { useRef } from 'react';
import type { TouchEvent } from 'react';

interface Swipes {
  onLeft?: () => void;
  onRight?: () => void;
  onDown?: () => void;
}

const FAR_PX = 56;

/** One finger, clearly in one direction; two fingers zoom and are left alone. */
export function useSwipe({ onLeft, onRight, onDown }: Swipes) {
  const start = useRef<{ x: number; y: number } | null>(null);
  return {
    onTouchStart(event: TouchEvent) {
      const touch = event.touches[0];
      const zoomed = (window.visualViewport?.scale ?? 1) > 1.05;
      start.current = touch && event.touches.length === 1 && !zoomed ? { x: touch.clientX, y: touch.clientY } : null;
    },
    onTouchEnd(event: TouchEvent) {
      const touch = event.changedTouches[0];
      if (!start.current || !touch || event.touches.length > 0) return;
      const x = touch.clientX - start.current.x;
      const y = touch.clientY - start.current.y;
      start.current = null;
      if (Math.abs(x) > FAR_PX && Math.abs(x) > 1.6 * Math.abs(y)) (x < 0 ? onLeft : onRight)?.();
      else if (y > 1.6 * FAR_PX && y > 2 * Math.abs(x)) onDown?.();
    },
  };
}
