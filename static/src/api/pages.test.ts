import { describe, expect, it } from 'vitest';
import type { Capture } from './types';
import { type Page, mergeHead, nextLink, withCapture, withoutIds } from './pages';

const capture = (id: string, more: Partial<Capture> = {}) => ({ id, ...more }) as Capture;
const page = (ids: string, next: string | null = 'more', total = 9): Page => ({
  captures: [...ids].map((id) => capture(id)),
  next,
  total,
});
const ids = (pages: Page[]) => pages.map((p) => p.captures.map((c) => c.id).join('')).join(' ');

describe('nextLink', () => {
  it.each([
    ['</api/captures?limit=50&cursor=abc>; rel="next"', '/api/captures?limit=50&cursor=abc'],
    ['<http://x/a,b>; rel=next', 'http://x/a,b'],
    ['</a>; rel="prev", </b>; rel="next"', '/b'],
    ['</a>; rel="nextish"', null],
    ['', null],
    [null, null],
  ])('%s', (header, next) => expect(nextLink(header)).toBe(next));
});

describe('mergeHead', () => {
  it('replaces a single page', () => expect(ids(mergeHead([page('abc')], page('xabc')))).toBe('xabc'));
  it('lets new ones in', () =>
    expect(ids(mergeHead([page('abc'), page('def')], page('xab')))).toBe('xabc def'));
  it('drops what went from the head', () =>
    expect(ids(mergeHead([page('abc'), page('def')], page('acd')))).toBe('acd ef'));
  it('starts over when the two do not touch', () =>
    expect(ids(mergeHead([page('abc'), page('def')], page('xyz')))).toBe('xyz'));
  it('takes a head that is all there is', () =>
    expect(ids(mergeHead([page('abc'), page('def')], page('ab', null)))).toBe('ab'));
  it('takes changes over', () => {
    const head = { ...page('ab'), captures: [capture('a', { status: 'complete' }), capture('b')] };
    expect(mergeHead([page('ab'), page('cd')], head)[0]!.captures[0]!.status).toBe('complete');
  });
});

it('takes captures out and counts them', () => {
  const pages = withoutIds([page('abc'), page('def')], new Set(['b', 'f']));
  expect(ids(pages)).toBe('ac de');
  expect(pages[0]!.total).toBe(7);
});

it('swaps one capture', () => {
  const pages = withCapture([page('ab'), page('cd')], capture('c', { progress: 0.5 }));
  expect(pages[1]!.captures[0]!.progress).toBe(0.5);
  const same = [page('ab')];
  expect(withCapture(same, capture('z'))).toBe(same);
});
