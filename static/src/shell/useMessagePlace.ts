import { useEffect, useLayoutEffect } from 'react';
import { type Band, lowestFreeTop } from '../lib/placement';
import { useStore } from '../lib/store';
import { sharing } from '../share/shareStore';

const CONTROLS = 'button, a[href], input, select, summary, [role="slider"]';
const SETTLE_MS = 120;
const EDGE_PX = 8;

/** The controls of the dialog that is open, else of the page. */
function bandsBeside(box: DOMRect): Band[] {
  const dialogs = document.querySelectorAll('[role="dialog"]');
  const scope = dialogs[dialogs.length - 1] ?? document.getElementById('main');
  return [...(scope?.querySelectorAll(CONTROLS) ?? [])]
    .map((control) => control.getBoundingClientRect())
    .filter(({ left, right, top, bottom }) => right > box.left && left < box.right && bottom > 0 && top < window.innerHeight);
}

/** Where the bar of places begins, when it is at the bottom. */
function pageBottom(): number {
  const bar = document.querySelector('[data-places]')?.getBoundingClientRect();
  const covered = document.querySelector('[role="dialog"]') || !bar || bar.top < window.innerHeight / 2;
  return covered ? window.innerHeight : bar.top;
}

function place(list: HTMLElement): void {
  if (list.childElementCount === 0) return; // measuring costs a layout
  const box = list.getBoundingClientRect();
  if (box.height === 0) return;
  const limits = { top: EDGE_PX, bottom: pageBottom() - EDGE_PX };
  list.style.top = `${lowestFreeTop(box.height, limits, bandsBeside(box))}px`;
}

/** Keeps the messages off the controls: again whenever the page has moved. */
export function useMessagePlace(list: React.RefObject<HTMLElement | null>, shown: unknown): void {
  const beingShared = useStore(sharing);
  useLayoutEffect(() => {
    if (list.current) place(list.current);
  }, [list, shown, beingShared]);
  useEffect(() => {
    const node = list.current;
    if (!node) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(() => place(node), SETTLE_MS);
    };
    const now = () => place(node);
    const sizes = new ResizeObserver(now);
    sizes.observe(node);
    const main = document.getElementById('main');
    if (main) sizes.observe(main);
    const dialogs = new MutationObserver(later);
    dialogs.observe(document.body, { childList: true });
    addEventListener('scroll', later, { capture: true, passive: true });
    addEventListener('resize', later);
    return () => {
      clearTimeout(timer);
      sizes.disconnect();
      dialogs.disconnect();
      removeEventListener('scroll', later, { capture: true });
      removeEventListener('resize', later);
    };
  }, [list]);
}
