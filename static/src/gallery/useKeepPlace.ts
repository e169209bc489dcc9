import { useEffect, useRef } from 'react';
import type { Filter, useCaptures } from '../api/captureList';

interface Place {
  filter: Filter;
  pages: number;
  y: number;
}

const KEY = 'gallery-place';
/** A place further down is not worth the wait. */
const MOST_PAGES = 30;

function storedPlace(): Place | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Place | null;
  } catch {
    return null;
  }
}

function storePlace(place: Place): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(place));
  } catch {
    // A browser that keeps nothing begins at the top.
  }
}

function wasReloaded(): boolean {
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return entry?.type === 'reload' || entry?.type === 'back_forward';
}

/** Where a reload goes back to; read once, since the page then moves on. */
let place = typeof window === 'undefined' || !wasReloaded() ? null : storedPlace();

/** A reload of the gallery keeps the place: as many pages are loaded as there
 * were, and the window is scrolled to where it was. */
export function useKeepPlace(list: ReturnType<typeof useCaptures>, filter: Filter): void {
  const pages = list.data?.pages.length ?? 0;
  const latest = useRef({ filter, pages });
  useEffect(() => {
    latest.current = { filter, pages };
  });

  useEffect(() => {
    if (!place || pages === 0) return;
    if (place.filter.q !== filter.q || place.filter.type !== filter.type) {
      place = null;
    } else if (pages < Math.min(place.pages, MOST_PAGES) && list.hasNextPage) {
      if (!list.isFetchingNextPage) void list.fetchNextPage();
    } else {
      const { y } = place;
      place = null;
      requestAnimationFrame(() => window.scrollTo(0, y));
    }
  }, [pages, filter, list]);

  useEffect(() => {
    const { scrollRestoration } = history;
    history.scrollRestoration = 'manual';
    const store = () => place ?? storePlace({ ...latest.current, y: window.scrollY });
    addEventListener('pagehide', store);
    return () => {
      history.scrollRestoration = scrollRestoration;
      removeEventListener('pagehide', store);
    };
  }, []);
}
