import type { Capture } from '../api/types';
import { createStore } from '../lib/store';

/** A result slides in with its picture; a message is a line of words. */
export type Note =
  | { key: number; kind: 'result'; capture: Capture }
  | { key: number; kind: 'message'; text: string; tone: 'good' | 'error' };

const AT_ONCE = 3;
let keys = 0;

export const notes = createStore<Note[]>([]);

export function dismiss(key: number): void {
  notes.update((list) => list.filter((note) => note.key !== key));
}

export function showResult(capture: Capture): void {
  const note: Note = { key: ++keys, kind: 'result', capture };
  // The newest result takes the place of the one before: a phone has room for one.
  notes.update((list) => [...list.filter((other) => other.kind !== 'result'), note].slice(-AT_ONCE));
}

/** Out of the way of something larger; the gallery has them all. */
export function dismissResults(): void {
  notes.update((list) => list.filter((note) => note.kind !== 'result'));
}

export function say(text: string, tone: 'good' | 'error' = 'good'): void {
  notes.update((list) => [...list, { key: ++keys, kind: 'message' as const, text, tone }].slice(-AT_ONCE));
}
