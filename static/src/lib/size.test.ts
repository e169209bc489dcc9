import { describe, expect, it } from 'vitest';
import type { Capture } from '../api/types';
import { SIZE_LIMITS, estimateBytes, learnedRate } from './size';

const clip = (bytes: number, seconds: number | null, more: Partial<Capture> = {}) =>
  ({ status: 'complete', file_name: 'x.mp4', file_size_bytes: bytes, duration_seconds: seconds, ...more }) as Capture;

describe('learnedRate', () => {
  it('takes the middle one', () => expect(learnedRate([clip(100, 10), clip(300, 10), clip(9000, 10)], 'mp4')).toBe(30));
  it('counts only what is like it', () =>
    expect(
      learnedRate([clip(1, null), clip(0, 5), clip(9, 1, { status: 'failed' }), clip(9, 1, { file_name: 'x.gif' })], 'mp4'),
    ).toBeNull());
});

describe('estimateBytes', () => {
  const wish = { seconds: 30, format: 'mp4' as const, height: null, maxBytes: null };
  it('goes by what was learned', () => expect(estimateBytes(wish, 1000)).toBe(30_000));
  it('stays below the limit', () => expect(estimateBytes({ ...wish, maxBytes: 20_000 }, 1000)).toBe(20_000));
  it('is less for a smaller picture', () =>
    expect(estimateBytes({ ...wish, height: 480 }, null)).toBeLessThan(estimateBytes(wish, null) / 2));
  it('is the same for sound', () =>
    expect(estimateBytes({ ...wish, format: 'mp3', height: 480 }, null)).toBe(30 * 24_000));
  it('is nothing for nothing', () => expect(estimateBytes({ ...wish, seconds: -5 }, null)).toBe(0));
});

it('offers the limits of messengers', () => expect(SIZE_LIMITS.map((limit) => limit.label)).toEqual(['10 MB', '20 MB', '25 MB', '50 MB']));
