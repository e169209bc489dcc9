/* The range that is cut and the part of the film that is in view. Seconds. */

export interface Range {
  from: number;
  to: number;
}

export interface TrimState {
  start: number;
  end: number;
  /** What the large picture shows, and where I and O cut. */
  head: number;
  view: Range;
}

const SHORTEST_VIEW = 4;
/** The server cuts strips with at most a minute from frame to frame. */
export const LONGEST_STEP = 60;
const MOST_FRAMES = 59;
const ENDLESS = 24 * 3600;

export function filmEnd(duration: number): number {
  return duration > 0 ? duration : ENDLESS;
}

/** A view of so many seconds around a middle, kept within the film. */
export function viewAround(middle: number, span: number, duration: number): Range {
  const end = filmEnd(duration);
  const width = Math.min(Math.max(span, SHORTEST_VIEW), LONGEST_STEP * MOST_FRAMES, end);
  const from = Math.min(Math.max(0, middle - width / 2), end - width);
  return { from, to: from + width };
}

export function firstState(moment: number, length: number, duration: number): TrimState {
  const end = Math.min(Math.max(moment, Math.min(1, filmEnd(duration))), filmEnd(duration));
  const start = Math.max(0, end - length);
  return { start, end, head: end, view: viewAround((start + end) / 2, Math.max(end - start, 10) * 2, duration) };
}

/** Brings the whole range into view when it is not. */
function showing(state: TrimState, duration: number): TrimState {
  const { start, end, view } = state;
  if (end <= start || (start >= view.from && end <= view.to)) return state;
  const span = Math.max(view.to - view.from, (end - start) * 1.4);
  return { ...state, view: viewAround((start + end) / 2, span, duration) };
}

/** Sets an end as typed or marked; whether the two make sense is said apart. */
export function setStart(state: TrimState, start: number, duration: number): TrimState {
  return showing({ ...state, start, head: start }, duration);
}

export function setEnd(state: TrimState, end: number, duration: number): TrimState {
  return showing({ ...state, end, head: end }, duration);
}

/** The handles were moved: the picture follows the one that did. */
export function setHandles(state: TrimState, start: number, end: number): TrimState {
  const head = start !== state.start ? start : end;
  return { ...state, start, end, head };
}

export function moveHead(state: TrimState, head: number, duration: number): TrimState {
  return { ...state, head: Math.min(Math.max(0, head), filmEnd(duration)) };
}

/** Half as much or twice as much film, around what is cut. */
export function zoomed(state: TrimState, factor: number, duration: number): TrimState {
  const span = (state.view.to - state.view.from) * factor;
  const least = Math.max(0, state.end - state.start) * 1.05;
  return { ...state, view: viewAround((state.start + state.end) / 2, Math.max(span, least), duration) };
}

/** Whether zooming would change the view. */
export function canZoom(state: TrimState, factor: number, duration: number): boolean {
  const { from, to } = zoomed(state, factor, duration).view;
  return Math.abs(to - from - (state.view.to - state.view.from)) > 0.01;
}

/** What is wrong with each end, in words. */
export function problems({ start, end }: TrimState, duration: number): { start: string | null; end: string | null } {
  const past = duration > 0 && end > duration + 1;
  return {
    start: duration > 0 && start >= duration ? 'This is past the end of the film' : null,
    end: past ? 'This is past the end of the film' : end <= start ? 'The end must be after the start' : null,
  };
}

/** Moments inside the first and the last frame of a clip: it has the frames
 * that begin from its start on and before its end. */
export function cutFrames(start: number, end: number, frameDuration: number): { first: number; last: number } {
  const near = frameDuration * 0.04;
  const first = start + frameDuration - near;
  return { first, last: Math.max(first, end - near) };
}

/** How many frames a strip of the view needs; odd, so that one is its middle. */
export function overviewCount({ from, to }: Range, slots: number): number {
  const needed = Math.max(slots, Math.ceil((to - from) / LONGEST_STEP));
  return Math.min(needed % 2 ? needed : needed + 1, MOST_FRAMES);
}

/** The middles of equal parts of the view. */
export function slotTimes({ from, to }: Range, count: number): number[] {
  const step = (to - from) / count;
  return Array.from({ length: count }, (_, i) => from + (i + 0.5) * step);
}
