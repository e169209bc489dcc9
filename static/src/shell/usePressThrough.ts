import { useEffect } from 'react';
import { dismiss } from '../messages/notify';

function holds({ left, right, top, bottom }: DOMRect, x: number, y: number): boolean {
  return x >= left && x <= right && y >= top && y <= bottom;
}

/** A message takes no presses but on its buttons: any other one acts on what
 * lies under it, and closes the message on the way. */
export function usePressThrough(list: React.RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onPointerDown = ({ target, clientX, clientY }: PointerEvent) => {
      if (!list.current || (target instanceof Node && list.current.contains(target))) return;
      for (const note of list.current.querySelectorAll<HTMLElement>('[data-note]'))
        if (holds(note.getBoundingClientRect(), clientX, clientY)) dismiss(Number(note.dataset['note']));
    };
    addEventListener('pointerdown', onPointerDown, { capture: true });
    return () => removeEventListener('pointerdown', onPointerDown, { capture: true });
  }, [list]);
}
