import { describe, expect, it } from 'vitest';
import { formatLength, formatTimecode, parseTimecode, spokenTime } from './timecode';

describe('parseTimecode', () => {
  it.each([
    ['90', 90],
    ['1:30', 90],
    ['1:02:03.5', 3723.5],
    [' 0:05 ', 5],
    ['90:00', 5400],
    ['12,25', 12.25],
    ['7.', 7],
    ['0', 0],
  ])('reads %j', (text, seconds) => expect(parseTimecode(text)).toBeCloseTo(seconds, 6));

  it.each(['', 'abc', '1:90', '1:60:00', '-5', '1:2:3:4', '1.5:30', '::', '1:', '1e3', '٣'])('refuses %j', (text) =>
    expect(parseTimecode(text)).toBeNull(),
  );
});

describe('formatTimecode', () => {
  it.each([
    [0, 0, '0:00'],
    [59.999, 0, '0:59'],
    [90, 0, '1:30'],
    [3723.5, 1, '1:02:03.5'],
    [0.1 + 0.2, 3, '0:00.300'],
    [1.9999999, 3, '0:02.000'],
    [-4, 0, '0:00'],
  ])('writes %d with %d decimals', (seconds, decimals, text) => expect(formatTimecode(seconds, decimals)).toBe(text));

  it('keeps the hours of a long film', () => expect(formatTimecode(65, 0, true)).toBe('0:01:05'));

  it.each([0, 0.04, 12.345, 3599.999, 86399.5])('is read back: %d', (seconds) =>
    expect(parseTimecode(formatTimecode(seconds, 3))).toBeCloseTo(seconds, 3),
  );
});

it.each([
  [3723, '1 hour 2 minutes 3 seconds'],
  [60, '1 minute'],
  [0, '0 seconds'],
])('says %d', (seconds, text) => expect(spokenTime(seconds)).toBe(text));

it.each([
  [10, '10 s'],
  [2.46, '2.5 s'],
  [120, '2 min'],
  [90, '1 min 30 s'],
])('length %d', (seconds, text) => expect(formatLength(seconds)).toBe(text));
