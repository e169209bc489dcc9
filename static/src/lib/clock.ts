/* Where playback is between two polls.
 *
 * Each poll says where it was at one instant. The clock runs on from there,
 * and when the next poll disagrees a little it leans towards it over a
 * moment instead of jumping: what a person sees is smooth, and it is also
 * what a press captures. Times of day are performance.now() milliseconds. */

export interface Sample {
  position: number;
  duration: number;
  running: boolean;
  /** Seconds of the film in a second. */
  rate: number;
  at: number;
}

export interface Clock extends Sample {
  /** How far the shown time was ahead of this sample when it came. */
  lean: number;
}

/** Bigger differences are a seek, and shown at once. */
export const JUMP_SECONDS = 0.6;
const LEAN_MS = 2500;
/** Without news for this long nobody can know; the clock stands still. */
export const SILENCE_MS = 20_000;

export function readClock(clock: Clock, now: number): number {
  const elapsed = Math.min(Math.max(0, now - clock.at), SILENCE_MS);
  const run = clock.running ? (clock.rate * elapsed) / 1000 : 0;
  const lean = clock.running ? clock.lean * Math.max(0, 1 - elapsed / LEAN_MS) : 0;
  const position = Math.max(0, clock.position + run + lean);
  return clock.duration > 0 ? Math.min(position, clock.duration) : position;
}

export function nextClock(previous: Clock | null, sample: Sample): Clock {
  if (!previous || !sample.running || !previous.running) return { ...sample, lean: 0 };
  const lean = readClock(previous, sample.at) - sample.position;
  return { ...sample, lean: Math.abs(lean) < JUMP_SECONDS ? lean : 0 };
}
