/* The gallery's pages. The list is long and changes at its head, so after
 * the first load only the head is asked for again and worked in here. */

import type { Capture } from './types';

export interface Page {
  captures: Capture[];
  /** The address of the next page, from the Link header; null at the end. */
  next: string | null;
  total: number;
}

/** The rel="next" address of a Link header, relative or absolute. */
export function nextLink(header: string | null): string | null {
  for (const part of (header ?? '').split(/,(?=\s*<)/)) {
    const match = /<([^>]*)>(.*)/s.exec(part);
    if (match && /;\s*rel="?next"?(\s*;|\s*$)/i.test(match[2]!)) return match[1]!;
  }
  return null;
}

/** Works a fresh first page into what is loaded: new ones come in, changed
 * ones change, those that went from the head go. When the two do not touch,
 * so much is new that loading starts over. */
export function mergeHead(pages: Page[], head: Page): Page[] {
  const [first, ...rest] = pages;
  if (!first || pages.length === 1) return [head];
  const fresh = new Set(head.captures.map((capture) => capture.id));
  const loaded = pages.flatMap((page) => page.captures);
  const lastShared = loaded.findLastIndex((capture) => fresh.has(capture.id));
  if (lastShared < 0 || head.next === null) return [head];
  const keep = new Set(loaded.slice(lastShared + 1).map((capture) => capture.id));
  const older = (page: Page): Page => ({
    ...page,
    total: head.total,
    captures: page.captures.filter((capture) => keep.has(capture.id) && !fresh.has(capture.id)),
  });
  const kept = older(first);
  return [{ ...kept, captures: [...head.captures, ...kept.captures] }, ...rest.map(older)];
}

export function withoutIds(pages: Page[], ids: ReadonlySet<string>): Page[] {
  const gone = pages.reduce((sum, page) => sum + page.captures.filter((capture) => ids.has(capture.id)).length, 0);
  if (gone === 0) return pages;
  return pages.map((page) => ({
    ...page,
    total: Math.max(0, page.total - gone),
    captures: page.captures.filter((capture) => !ids.has(capture.id)),
  }));
}

export function withCapture(pages: Page[], capture: Capture): Page[] {
  const at = pages.findIndex((page) => page.captures.some((other) => other.id === capture.id));
  if (at < 0) return pages;
  const swap = (other: Capture) => (other.id === capture.id ? capture : other);
  return pages.map((page, i) => (i === at ? { ...page, captures: page.captures.map(swap) } : page));
}
