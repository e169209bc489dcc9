/* How a width becomes columns of tiles. */

export interface GridShape {
  columns: number;
  rowHeight: number;
}

export const GAP = 14;
const MIN_TILE = 168;
const MAX_COLUMNS = 6;
/** Title, facts and buttons below each picture. */
const CAPTION = 126;

export function gridShape(width: number): GridShape {
  if (width <= 0) return { columns: 2, rowHeight: 220 };
  const fit = Math.floor((width + GAP) / (MIN_TILE + GAP));
  const roomy = Math.floor((width + GAP) / (240 + GAP));
  // Two side by side on the smallest phone; larger tiles where there is room.
  const columns = Math.min(MAX_COLUMNS, Math.max(2, Math.min(fit, Math.max(2, roomy))));
  const tile = (width - GAP * (columns - 1)) / columns;
  return { columns, rowHeight: Math.round((tile * 9) / 16 + CAPTION + GAP) };
}

export function rowCount(items: number, columns: number): number {
  return Math.ceil(items / columns);
}

export function rowItems<T>(items: readonly T[], row: number, columns: number): T[] {
  return items.slice(row * columns, (row + 1) * columns);
}
