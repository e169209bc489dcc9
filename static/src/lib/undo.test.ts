import { beforeEach, describe, expect, it } from 'vitest';
import { type DeleteQueue, UNDO_MS, createDeleteQueue } from './undo';

let committed: string[][];
let timers: Map<number, () => void>;
let answer: () => void;
let queue: DeleteQueue;

beforeEach(() => {
  committed = [];
  timers = new Map();
  let handle = 0;
  queue = createDeleteQueue(
    (ids) => {
      committed.push(ids);
      return new Promise((resolve) => (answer = resolve));
    },
    {
      set: (run, ms) => {
        expect(ms).toBe(UNDO_MS);
        timers.set(++handle, run);
        return handle;
      },
      clear: (h) => timers.delete(h as number),
      now: () => 0,
    },
  );
});

const elapse = () => [...timers.values()].forEach((run) => run());
const hidden = () => queue.waiting().flatMap((entry) => entry.ids);

describe('the delete queue', () => {
  it('asks the server for nothing before the time is over', () => {
    queue.add(['a', 'b'], 'two');
    expect(committed).toEqual([]);
    expect(hidden()).toEqual(['a', 'b']);
    elapse();
    expect(committed).toEqual([['a', 'b']]);
  });

  it('hides until the server has answered', async () => {
    queue.add(['a'], 'one');
    elapse();
    expect(hidden()).toEqual(['a']);
    answer();
    await new Promise((resolve) => setTimeout(resolve));
    expect(hidden()).toEqual([]);
  });

  it('forgets on undo', () => {
    queue.add(['a'], 'one');
    queue.undo(queue.waiting()[0]!.key);
    elapse();
    expect(committed).toEqual([]);
    expect(hidden()).toEqual([]);
  });

  it('cannot undo what was sent', () => {
    queue.add(['a'], 'one');
    const key = queue.waiting()[0]!.key;
    elapse();
    queue.undo(key);
    expect(hidden()).toEqual(['a']);
  });

  it('takes nothing twice', () => {
    queue.add(['a'], 'one');
    queue.add(['a', 'b'], 'two');
    elapse();
    expect(committed).toEqual([['a'], ['b']]);
  });

  it('gives the same array while nothing changes, and tells when it does', () => {
    let told = 0;
    const stop = queue.subscribe(() => told++);
    expect(queue.waiting()).toBe(queue.waiting());
    queue.add(['a'], 'one');
    stop();
    queue.add(['b'], 'two');
    expect(told).toBe(1);
  });
});
