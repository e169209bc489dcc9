import { describe, expect, it } from 'vitest';
import { type Clock, type Sample, SILENCE_MS, nextClock, readClock } from './clock';

const sample = (position: number, at: number, running = true, rate = 1): Sample => ({
  position,
  at,
  running,
  rate,
  duration: 100,
});
const start = (position: number, running = true): Clock => nextClock(null, sample(position, 0, running));

describe('readClock', () => {
  it('runs on from the last poll', () => expect(readClock(start(10), 2500)).toBeCloseTo(12.5));
  it('runs at the rate of the player', () =>
    expect(readClock(nextClock(null, sample(10, 0, true, 1.5)), 4000)).toBeCloseTo(16));
  it('stands while paused', () => expect(readClock(start(10, false), 9000)).toBe(10));
  it('stops at the end', () => expect(readClock(start(99), 8000)).toBe(100));
  it('never answers for the time before its sample', () => expect(readClock(start(10), -500)).toBe(10));
  it('stops when there is no news', () =>
    expect(readClock(start(10), SILENCE_MS + 60_000)).toBeCloseTo(10 + SILENCE_MS / 1000));
  it('knows no end where there is no length', () =>
    expect(readClock({ ...start(500), duration: 0 }, 1000)).toBeCloseTo(501));
});

describe('nextClock', () => {
  it('keeps what is shown when a poll differs a little, and gets there', () => {
    const next = nextClock(start(10), sample(14.6, 5000));
    expect(readClock(next, 5000)).toBeCloseTo(15);
    expect(readClock(next, 8000)).toBeCloseTo(17.6);
  });

  it('never runs backwards while it leans', () => {
    const next = nextClock(start(10), sample(14, 5000));
    let last = 0;
    for (let now = 5000; now < 8000; now += 16) {
      const shown = readClock(next, now);
      expect(shown).toBeGreaterThanOrEqual(last);
      last = shown;
    }
  });

  it('jumps on a seek', () => expect(readClock(nextClock(start(10), sample(60, 5000)), 5000)).toBe(60));
  it('stands at once on a pause', () =>
    expect(readClock(nextClock(start(10), sample(14.2, 5000, false)), 6000)).toBe(14.2));
  it('starts again from where the server says', () =>
    expect(readClock(nextClock(start(10, false), sample(10.5, 5000)), 5000)).toBe(10.5));
});
