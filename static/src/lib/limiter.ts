/* So many tasks at a time, the others in their order. */

export class TooManyWaiting extends Error {}

/** Runs at most `atOnce` tasks together and lets at most `waiting` more wait;
 * one beyond that is refused with TooManyWaiting before it starts. */
export function createLimiter(atOnce: number, waiting: number) {
  let running = 0;
  const queue: (() => void)[] = [];
  const finish = () => {
    running -= 1;
    queue.shift()?.();
  };
  return async function run<T>(task: () => Promise<T>): Promise<T> {
    if (running >= atOnce) {
      if (queue.length >= waiting) throw new TooManyWaiting();
      await new Promise<void>((resolve) => queue.push(resolve));
    }
    running += 1;
    try {
      return await task();
    } finally {
      finish();
    }
  };
}
