import { expect, it } from 'vitest';
import { formatAgo, formatBytes, plural } from './format';

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [245_000, '245 kB'],
  [999_600, '1 MB'],
  [1_500_000, '1.5 MB'],
  [25_000_000_000, '25 GB'],
])('%d bytes', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

const noon = Date.parse('2026-02-18T12:00:00Z');
it.each([
  ['2026-02-18T11:59:30+00:00', 'just now'],
  ['2026-02-18T12:00:20+00:00', 'just now'],
  ['2026-02-18T11:30:00+00:00', '30 min ago'],
  ['2026-02-18T02:00:00+00:00', '10 h ago'],
  ['nonsense', ''],
])('%s', (iso, text) => expect(formatAgo(iso, noon)).toBe(text));

it('counts', () => {
  expect(plural(1, 'capture')).toBe('1 capture');
  expect(plural(2, 'capture')).toBe('2 captures');
});
