import { describe, expect, it } from 'vitest';
import type { Capture } from '../api/types';
import { SIZE_LIMITS, estimateBytes, learnedRate } from './size';

const clip = (bytes: number, seconds: number | null, more: Partial<Capture> = {}) =>
  ({ status: 'complete', file_name: 'x.mp4', file_size_bytes: bytes, duration_seconds: seconds, ...more }) as Capture;

describe('learnedRate', () => {
  it('takes the middle one', () => expect(learnedRate([clip(100, 10), clip(300, 10), clip(9000, 10)], 'mp4', null)).toBe(30));
  it('counts only what is like it', () =>
    expect(
      learnedRate([clip(1, null), clip(0, 5), clip(9, 1, { status: 'failed' }), clip(9, 1, { file_name: 'x.gif' })], 'mp4', null),
    ).toBeNull());
  it('counts those of the same height', () =>
    expect(learnedRate([clip(100, 1, { height: 480 }), clip(900, 1, { height: 1080 })], 'mp4', 480)).toBe(100));
});

describe('estimateBytes', () => {
  const wish = { seconds: 30, format: 'mp4' as const, height: null, maxBytes: null, precise: true, subtitles: null };
  const film = { codec: 'h264', width: 1920, height: 1080, file_bit_rate: 8_000_000 };
  it('goes by what was learned', () => expect(estimateBytes(wish, 1000, film)).toBe(30_000));
  it('stays below the limit', () => expect(estimateBytes({ ...wish, maxBytes: 20_000 }, 1000)).toBe(20_000));
  it('of a copy is the film’s own', () => expect(estimateBytes({ ...wish, precise: false }, null, film)).toBe(30_000_000));
  it('counts HEVC for more as H.264', () =>
    expect(estimateBytes(wish, null, { ...film, codec: 'hevc' })).toBeGreaterThan(1.5 * estimateBytes(wish, null, film)));
  it('of a loop goes by its pixels', () =>
    expect(estimateBytes({ ...wish, seconds: 6, format: 'gif' }, null, film) / 3.0e6).toBeCloseTo(1, 1));
  it.each([undefined, film])('is less for a smaller picture', (facts) =>
    expect(estimateBytes({ ...wish, height: 480 }, null, facts)).toBeLessThan(estimateBytes(wish, null, facts) / 2));
  it('is the same for sound', () =>
    expect(estimateBytes({ ...wish, format: 'mp3', height: 480 }, null, film)).toBe(30 * 24_000));
  it('is nothing for nothing', () => expect(estimateBytes({ ...wish, seconds: -5 }, null)).toBe(0));
});

it('offers the limits of messengers', () => expect(SIZE_LIMITS.map((limit) => limit.label)).toEqual(['10 MB', '20 MB', '25 MB', '50 MB']));
