/* Filmstrips: the server lays frames out on one sheet and says when each is. */

import type { Frames } from '../api/types';

export interface Frame {
  time: number;
  sheet: string;
  column: number;
  row: number;
  columns: number;
  rows: number;
  /** Width by height of one tile. */
  aspect: number;
}

/** One sheet's frames, in the order that they are laid out. */
export function framesOf(answer: Frames): Frame[] {
  const { columns, rows, sprite_url: sheet } = answer;
  const aspect = answer.height > 0 ? answer.width / answer.height : 16 / 9;
  return answer.frame_times.slice(0, columns * rows).map((time, i) => ({
    time,
    sheet,
    column: i % columns,
    row: Math.floor(i / columns),
    columns,
    rows,
    aspect,
  }));
}

/** Several sheets as one strip: by time, each frame once. */
export function mergeFrames(lists: Frame[][], frameDuration: number): Frame[] {
  const sorted = lists.flat().sort((a, b) => a.time - b.time);
  const near = frameDuration / 2;
  return sorted.filter((frame, i) => i === 0 || frame.time - sorted[i - 1]!.time > near);
}

/** The frame that is on screen at a moment: the last that is not after it. */
export function frameAt(frames: readonly Frame[], time: number): number {
  let low = 0;
  let high = frames.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (frames[middle]!.time <= time + 1e-4) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}

/** Where a tile lies on its sheet, for any size that it is shown in. */
export function tileStyle(frame: Frame): { backgroundImage: string; backgroundSize: string; backgroundPosition: string } {
  const part = (index: number, count: number) => (count > 1 ? (index / (count - 1)) * 100 : 0);
  return {
    backgroundImage: `url("${frame.sheet.replace(/["\\\n]/g, encodeURIComponent)}")`,
    backgroundSize: `${frame.columns * 100}% ${frame.rows * 100}%`,
    backgroundPosition: `${part(frame.column, frame.columns)}% ${part(frame.row, frame.rows)}%`,
  };
}

/** A time well inside a frame, so that rounding on the way cannot land on
 * the one before it. */
export function inside(time: number, frameDuration: number): number {
  return time + Math.min(frameDuration / 4, 0.01);
}

/** The time so many frames on. Where the strip is not there yet it is
 * reckoned, well inside the frame, and shown once it comes. */
export function stepTime(
  frames: readonly Frame[],
  index: number,
  time: number,
  by: number,
  frameDuration: number,
  duration: number,
): number {
  const here = frames[index];
  const isShown = here && time >= here.time && time <= here.time + frameDuration * 1.5;
  const there = frames[index + by];
  if (there && isShown) return there.time;
  const from = isShown ? inside(here.time, frameDuration) : time;
  const last = duration > 0 ? duration : Infinity;
  return Math.min(Math.max(0, from + by * frameDuration), last);
}

/** Where to ask for more frames when the chosen one comes close to an end of
 * those that are there; null when there is no need. */
export function wantedCentre(
  frames: readonly Frame[],
  index: number,
  frameDuration: number,
  count: number,
  duration: number,
): number | null {
  const first = frames[0];
  const last = frames.at(-1);
  if (!first || !last) return null;
  const margin = Math.floor(count / 3);
  const reach = (Math.floor(count / 2) - 1) * frameDuration;
  const end = duration > 0 ? duration - frameDuration * 1.5 : Infinity;
  if (index < margin && first.time > frameDuration / 2) return Math.max(0, first.time - reach);
  if (frames.length - 1 - index < margin && last.time < end) return last.time + reach;
  return null;
}
