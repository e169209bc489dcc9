import { type RefObject, useEffect } from 'react';

/** Shows what has just opened: scrolls as little as is needed. The element's
 * scroll-margin keeps it off the bars. */
export function useScrollIntoView(element: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    element.current?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  }, [element]);
}
