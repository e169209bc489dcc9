/* Deletes that wait.
 *
 * Nothing is asked of the server until the time to think is over, so undo
 * is simply forgetting. A page that goes away flushes the queue. */

export interface Waiting {
  key: number;
  ids: string[];
  label: string;
  until: number;
}

export interface DeleteQueue {
  subscribe(listener: () => void): () => void;
  /** A stable array until something changes. */
  waiting(): readonly Waiting[];
  /** What now waits; null when all of it waited already. */
  add(ids: string[], label: string): Waiting | null;
  undo(key: number): void;
  /** Empties the queue; the caller deletes what it returns. */
  flush(): string[];
}

interface Timers {
  set(run: () => void, ms: number): unknown;
  clear(handle: unknown): void;
  now(): number;
}

export const UNDO_MS = 8000;

const realTimers: Timers = {
  set: (run, ms) => setTimeout(run, ms),
  clear: (handle) => clearTimeout(handle as ReturnType<typeof setTimeout>),
  now: () => Date.now(),
};

export function createDeleteQueue(commit: (ids: string[]) => Promise<void>, timers: Timers = realTimers): DeleteQueue {
  let entries: readonly Waiting[] = [];
  let keys = 0;
  const handles = new Map<number, unknown>();
  const listeners = new Set<() => void>();

  const set = (next: readonly Waiting[]) => {
    entries = next;
    listeners.forEach((listener) => listener());
  };
  const drop = (key: number) => set(entries.filter((entry) => entry.key !== key));

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    waiting: () => entries,
    add(ids, label) {
      const held = new Set(entries.flatMap((entry) => entry.ids));
      const fresh = ids.filter((id) => !held.has(id));
      if (fresh.length === 0) return null;
      const key = ++keys;
      const entry = { key, ids: fresh, label, until: timers.now() + UNDO_MS };
      set([...entries, entry]);
      const finish = () => {
        handles.delete(key);
        // The entry hides its captures until the server has answered.
        void commit(fresh).finally(() => drop(key));
      };
      handles.set(key, timers.set(finish, UNDO_MS));
      return entry;
    },
    undo(key) {
      if (!handles.has(key)) return;
      timers.clear(handles.get(key));
      handles.delete(key);
      drop(key);
    },
    flush() {
      const waiting = entries.filter(({ key }) => handles.has(key));
      for (const { key } of waiting) {
        timers.clear(handles.get(key));
        handles.delete(key);
      }
      set(entries.filter((entry) => !waiting.includes(entry)));
      return waiting.flatMap(({ ids }) => ids);
    },
  };
}
