import { describe, expect, it } from 'vitest';
import { cutFrames, firstState, moveHead, overviewCount, problems, setEnd, setHandles, setStart, slotTimes, viewAround, zoomed } from './trim';

describe('viewAround', () => {
  it.each([
    [50, 20, 100, 40, 60],
    [5, 20, 100, 0, 20],
    [98, 20, 100, 80, 100],
    [50, 500, 100, 0, 100],
    [50, 1, 100, 48, 52],
    [50, 20, 0, 40, 60],
  ])('%d ± %d/2 of %d', (middle, span, duration, from, to) =>
    expect(viewAround(middle, span, duration)).toEqual({ from, to }),
  );
});

describe('firstState', () => {
  it('is the last so many seconds, with room on both sides', () =>
    expect(firstState(100, 30, 600)).toEqual({ start: 70, end: 100, head: 100, view: { from: 55, to: 115 } }));
  it('begins at the beginning', () => {
    const state = firstState(0, 30, 600);
    expect(state.start).toBe(0);
    expect(state.end).toBeGreaterThan(0);
  });
});

describe('the ends', () => {
  const state = firstState(100, 30, 600);
  it('follow what is typed, and the view with them', () => {
    const moved = setStart(state, 20, 600);
    expect(moved.start).toBe(20);
    expect(moved.head).toBe(20);
    expect(moved.view.from).toBeLessThanOrEqual(20);
    expect(moved.view.to).toBeGreaterThanOrEqual(100);
  });
  it('leave the view alone when they are in it', () => expect(setEnd(state, 110, 600).view).toBe(state.view));
  it('show the picture of the handle that moved', () => {
    expect(setHandles(state, 71, 100).head).toBe(71);
    expect(setHandles(state, 70, 99).head).toBe(99);
  });
  it('keep the head in the film', () => {
    expect(moveHead(state, -3, 600).head).toBe(0);
    expect(moveHead(state, 700, 600).head).toBe(600);
  });
});

it('zooms around what is cut, and never so far that it is cut off', () => {
  const state = firstState(100, 30, 600);
  expect(zoomed(state, 2, 600).view).toEqual({ from: 25, to: 145 });
  const near = zoomed(state, 0.1, 600).view;
  expect(near.from).toBeLessThanOrEqual(70);
  expect(near.to).toBeGreaterThanOrEqual(100);
});

it.each([
  [10, 20, 100, null, null],
  [20, 20, 100, null, 'after the start'],
  [30, 20, 100, null, 'after the start'],
  [10, 100.5, 100, null, null],
  [10, 102, 100, null, 'past the end'],
  [100, 101, 100, 'past the end', null],
  [10, 9999, 0, null, null],
])('%d to %d of %d', (start, end, duration, atStart, atEnd) => {
  const said = problems({ start, end, head: 0, view: { from: 0, to: 1 } }, duration);
  if (atStart) expect(said.start).toContain(atStart);
  else expect(said.start).toBeNull();
  if (atEnd) expect(said.end).toContain(atEnd);
  else expect(said.end).toBeNull();
});

describe('cutFrames', () => {
  const frame = (at: number) => Math.floor(at / 0.04 + 1e-9);
  it.each([
    [0.4, 0.8, 10, 19],
    [0.41, 0.8, 11, 19],
    [0.4, 0.81, 10, 20],
    [0.4, 0.44, 10, 10],
  ])('%d to %d', (start, end, first, last) => {
    const cut = cutFrames(start, end, 0.04);
    expect([frame(cut.first), frame(cut.last)]).toEqual([first, last]);
  });
});

it.each([
  [60, 9, 9],
  [60, 10, 11],
  [1200, 9, 21],
  [3540, 9, 59],
  [9999, 9, 59],
])('a view of %d s in %d slots takes %d frames', (span, slots, count) =>
  expect(overviewCount({ from: 5, to: 5 + span }, slots)).toBe(count),
);

it('deals the view to slots', () => expect(slotTimes({ from: 10, to: 20 }, 5)).toEqual([11, 13, 15, 17, 19]));
