import { describe, expect, it } from 'vitest';
import { gridShape, rowCount, rowItems } from './grid';

describe('gridShape', () => {
  it.each([
    [328, 2],
    [712, 2],
    [736, 2],
    [800, 3],
    [1144, 4],
    [2400, 6],
    [0, 2],
  ])('%d px are %d columns', (width, columns) => expect(gridShape(width).columns).toBe(columns));

  it('grows with the tile', () => expect(gridShape(1144).rowHeight).toBeGreaterThan(gridShape(328).rowHeight));
});

it('deals items to rows', () => {
  expect(rowCount(7, 3)).toBe(3);
  expect(rowCount(0, 3)).toBe(0);
  expect(rowItems([1, 2, 3, 4, 5, 6, 7], 2, 3)).toEqual([7]);
});
