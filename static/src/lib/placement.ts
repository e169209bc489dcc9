/* Where a message may stand without covering a control. Pixels from the top
 * of the window. */

export interface Band {
  top: number;
  bottom: number;
}

/** The lowest top of a box of this height between the limits that leaves all
 * the bands free. Where there is none, the box stands at the bottom. */
export function lowestFreeTop(height: number, limits: Band, taken: readonly Band[], gap = 4): number {
  const lowest = Math.max(limits.top, limits.bottom - height);
  const isFree = (top: number) =>
    top >= limits.top &&
    top <= lowest &&
    taken.every((band) => top + height + gap <= band.top || top >= band.bottom + gap);
  const free = [lowest, ...taken.map((band) => band.top - gap - height)].filter(isFree);
  return free.length > 0 ? Math.max(...free) : lowest;
}
