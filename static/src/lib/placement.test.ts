import { expect, test } from 'vitest';
import { lowestFreeTop } from './placement';

const view = { top: 0, bottom: 600 };

test.each([
  ['an empty window', [], 528],
  ['a button where it would stand', [{ top: 540, bottom: 588 }], 464],
  ['a button above', [{ top: 300, bottom: 348 }], 528],
  ['two rows with no room between them', [{ top: 540, bottom: 588 }, { top: 470, bottom: 518 }], 394],
  ['a button half below the window', [{ top: 590, bottom: 640 }], 514],
])('with %s', (_, taken, top) => {
  expect(lowestFreeTop(72, view, taken)).toBe(top);
});

test('a window full of controls leaves the bottom', () => {
  expect(lowestFreeTop(72, view, [{ top: -10, bottom: 700 }])).toBe(528);
});
