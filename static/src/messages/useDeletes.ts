import { useMemo, useSyncExternalStore } from 'react';
import { deleteQueue } from './deletes';

export function useWaitingDeletes() {
  return useSyncExternalStore(deleteQueue.subscribe, deleteQueue.waiting);
}

/** What waits to be deleted is out of sight already. */
export function useHiddenIds(): ReadonlySet<string> {
  const waiting = useWaitingDeletes();
  return useMemo(() => new Set(waiting.flatMap((entry) => entry.ids)), [waiting]);
}
