import { expect, test } from 'vitest';
import { TooManyWaiting, createLimiter } from './limiter';

test('tasks run so many at a time, in their order, and one too many is refused', async () => {
  const run = createLimiter(2, 3);
  const order: number[] = [];
  const ends: (() => void)[] = [];
  const task = (n: number) => () => {
    order.push(n);
    return new Promise<number>((resolve) => ends.push(() => resolve(n)));
  };
  const results = [1, 2, 3, 4, 5].map((n) => run(task(n)));
  await expect(run(task(6))).rejects.toBeInstanceOf(TooManyWaiting);
  expect(order).toEqual([1, 2]);
  for (let i = 0; i < 5; i++) {
    ends[i]!();
    await Promise.resolve();
    await new Promise((resolve) => setTimeout(resolve));
  }
  expect(await Promise.all(results)).toEqual([1, 2, 3, 4, 5]);
  expect(order).toEqual([1, 2, 3, 4, 5]);
});

test('a task that fails gives its place to the next', async () => {
  const run = createLimiter(1, 1);
  const failed = run(() => Promise.reject(new Error('no')));
  const next = run(() => Promise.resolve('yes'));
  await expect(failed).rejects.toThrow('no');
  expect(await next).toBe('yes');
});
