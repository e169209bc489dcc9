import { describe, expect, it } from 'vitest';
import type { Frames } from '../api/types';
import { type Frame, frameAt, framesOf, inside, mergeFrames, stepTime, tileStyle, wantedCentre } from './strip';

const sheet = (times: number[], columns = times.length, rows = 1): Frames => ({
  session_id: 'plex-1',
  media_key: '1',
  at: times[0] ?? 0,
  count: times.length,
  step: '1',
  columns,
  rows,
  width: 320,
  height: 180,
  frame_times: times,
  frame_duration_seconds: 1,
  sprite_url: '/api/sessions/plex-1/frames?at=1',
});
const strip = (...times: number[]): Frame[] => framesOf(sheet(times));
const upTo = (from: number, count: number) => strip(...Array.from({ length: count }, (_, i) => from + i));

describe('framesOf', () => {
  it('goes along the rows', () => {
    const frames = framesOf(sheet([1, 2, 3, 4, 5], 3, 2));
    expect(frames.map(({ column, row }) => [column, row])).toEqual([[0, 0], [1, 0], [2, 0], [0, 1], [1, 1]]);
    expect(frames[0]!.aspect).toBeCloseTo(16 / 9);
  });
  it('trusts no more times than there are tiles', () => expect(framesOf(sheet([1, 2, 3, 4], 3, 1))).toHaveLength(3));
});

describe('tileStyle', () => {
  it('places a tile for any size', () => {
    const frame = framesOf(sheet([1, 2, 3, 4, 5, 6], 3, 2))[4]!;
    expect(tileStyle(frame)).toMatchObject({ backgroundSize: '300% 200%', backgroundPosition: '50% 100%' });
  });
  it('copes with a single one', () =>
    expect(tileStyle(strip(5)[0]!)).toMatchObject({ backgroundSize: '100% 100%', backgroundPosition: '0% 0%' }));
  it('lets no address out of its quotes', () => {
    const image = tileStyle({ ...strip(5)[0]!, sheet: '/a")x' }).backgroundImage;
    expect(image).toBe('url("/a%22)x")');
  });
});

it('merges sheets that overlap', () =>
  expect(mergeFrames([strip(3, 4, 5), strip(1, 2, 3.0001)], 1).map((frame) => frame.time)).toEqual([1, 2, 3, 4, 5]));

describe('frameAt', () => {
  const frames = strip(1, 2, 3);
  it.each([
    [0, 0],
    [1, 0],
    [1.9, 0],
    [1.99995, 1],
    [2.5, 1],
    [99, 2],
  ])('%d', (time, index) => expect(frameAt(frames, time)).toBe(index));
  it('of none', () => expect(frameAt([], 5)).toBe(0));
});

it('aims inside the frame', () => {
  expect(inside(41.708, 1 / 24)).toBeGreaterThan(41.7083334);
  expect(inside(41.708, 1 / 240)).toBeLessThan(41.7083 + 1 / 240);
});

describe('stepTime', () => {
  const frames = upTo(50, 9);
  it('goes to the frame', () => expect(stepTime(frames, 4, 54, -2, 1, 100)).toBe(52));
  it('reckons where none is loaded', () => expect(stepTime(frames, 2, 52, -10, 1, 100)).toBeCloseTo(42.01));
  it('goes on from there', () => expect(stepTime(frames, 0, 42.01, -10, 1, 100)).toBeCloseTo(32.01));
  it('and back again', () => expect(stepTime(frames, 0, 42.01, 3, 1, 100)).toBeCloseTo(45.01));
  it('past the last that is loaded', () => expect(stepTime(frames, 8, 70.01, 1, 1, 100)).toBeCloseTo(71.01));
  it('stays in the film', () => {
    expect(stepTime(upTo(0, 9), 2, 2, -10, 1, 100)).toBe(0);
    expect(stepTime(upTo(91, 9), 8, 99, 10, 1, 100)).toBe(100);
  });
  it('reckons while nothing is there', () => expect(stepTime([], 0, 7, 1, 1, 100)).toBe(8));
});

describe('wantedCentre', () => {
  it('asks before the first runs out', () => expect(wantedCentre(upTo(50, 9), 1, 1, 9, 100)).toBe(47));
  it('asks after the last', () => expect(wantedCentre(upTo(50, 9), 7, 1, 9, 100)).toBe(61));
  it('is content in the middle', () => expect(wantedCentre(upTo(50, 9), 4, 1, 9, 100)).toBeNull());
  it('stops at the start of the film', () => expect(wantedCentre(upTo(0, 9), 0, 1, 9, 100)).toBeNull());
  it('stops at its end', () => expect(wantedCentre(upTo(91, 9), 8, 1, 9, 100)).toBeNull());
  it('has nothing to go by', () => expect(wantedCentre([], 0, 1, 9, 100)).toBeNull());
});
