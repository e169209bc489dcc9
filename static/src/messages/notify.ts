import type { Capture } from '../api/types';
import { createStore } from '../lib/store';
import type { Waiting } from '../lib/undo';

/** Something to tell. A result has pictures, a message is a line of words, and
 * a deletion can be taken back while it waits. */
export type Note =
  | { key: number; kind: 'result'; captures: Capture[]; at: number }
  | { key: number; kind: 'message'; text: string; tone: 'good' | 'error' }
  | { key: number; kind: 'deletion'; entry: Waiting };

const AT_ONCE = 3;
/** Captures of a kind that come this close together are one message. */
const BURST_MS = 4000;
let keys = 0;

export const notes = createStore<Note[]>([]);

function add(list: Note[], note: Note): Note[] {
  return [...list, note].slice(-AT_ONCE);
}

export function dismiss(key: number): void {
  notes.update((list) => list.filter((note) => note.key !== key));
}

/** The newest result takes the place of the one before, or joins it. */
export function showResult(capture: Capture, now: number = performance.now()): void {
  notes.update((list) => {
    const last = list.find((note) => note.kind === 'result');
    const isBurst = last?.kind === 'result' && now - last.at < BURST_MS && last.captures[0]?.capture_type === capture.capture_type;
    const joins = isBurst ? last : null;
    const captures = [...(joins?.captures ?? []), capture];
    const rest = list.filter((note) => note.kind !== 'result');
    return add(rest, { key: joins?.key ?? ++keys, kind: 'result', captures, at: now });
  });
}

/** Out of the way of something larger; the gallery has them all. */
export function dismissResults(): void {
  notes.update((list) => list.filter((note) => note.kind !== 'result'));
}

export function say(text: string, tone: 'good' | 'error' = 'good'): void {
  notes.update((list) => add(list, { key: ++keys, kind: 'message', text, tone }));
}

export function showDeletion(entry: Waiting): void {
  notes.update((list) => add(list, { key: ++keys, kind: 'deletion', entry }));
}

/** Drops the messages of deletions that no longer wait. */
export function settleDeletions(waiting: readonly Waiting[]): void {
  const isOver = (note: Note) => note.kind === 'deletion' && !waiting.some(({ key }) => key === note.entry.key);
  if (notes.get().some(isOver)) notes.update((list) => list.filter((note) => !isOver(note)));
}
