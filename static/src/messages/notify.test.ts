import { beforeEach, expect, test } from 'vitest';
import type { Capture } from '../api/types';
import { notes, say, settleDeletions, showDeletion, showResult } from './notify';

const capture = (id: string, capture_type = 'screenshot') => ({ id, capture_type, status: 'complete' }) as Capture;
const shown = () => notes.get().map((note) => (note.kind === 'result' ? note.captures.map(({ id }) => id).join() : note.kind));

beforeEach(() => notes.set([]));

test('results that come together are one message', () => {
  showResult(capture('a'), 0);
  showResult(capture('b'), 900);
  showResult(capture('c'), 4000);
  expect(shown()).toEqual(['a,b,c']);
});

test('a clip does not join a screenshot', () => {
  showResult(capture('a'), 0);
  showResult(capture('b', 'clip'), 100);
  expect(shown()).toEqual(['b']);
});

test('a later result takes the place of the one before', () => {
  showResult(capture('a'), 0);
  say('Link copied.');
  showResult(capture('b'), 9000);
  expect(shown()).toEqual(['message', 'b']);
});

test('at most three messages are kept, the newest', () => {
  showResult(capture('a'), 0);
  ['1', '2', '3'].forEach((text) => say(text));
  expect(shown()).toEqual(['message', 'message', 'message']);
});

test('the message of a deletion goes when it no longer waits', () => {
  const entry = { key: 7, ids: ['a'], label: 'Heat', until: 0 };
  showDeletion(entry);
  settleDeletions([entry]);
  expect(shown()).toEqual(['deletion']);
  settleDeletions([]);
  expect(shown()).toEqual([]);
});
