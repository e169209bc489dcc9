import { deleteCapture, deleteWhenLeaving, forgetCaptures } from '../api/captures';
import { ApiError, words } from '../api/client';
import { queryClient } from '../api/queries';
import { createDeleteQueue } from '../lib/undo';
import { say, settleDeletions, showDeletion } from './notify';

async function deleteOne(id: string): Promise<void> {
  try {
    await deleteCapture(id);
  } catch (error) {
    // Somebody else was quicker: it is gone, and that was the wish.
    if (!(error instanceof ApiError && error.status === 404)) throw error;
  }
}

/** Deletes now; says so when it cannot. True when all are gone. */
export async function deleteNow(ids: string[]): Promise<boolean> {
  const gone: string[] = [];
  let failure: unknown = null;
  for (const id of ids) {
    try {
      await deleteOne(id);
      gone.push(id);
    } catch (error) {
      failure ??= error;
    }
  }
  forgetCaptures(queryClient, gone);
  if (failure) say(`Not deleted: ${words(failure)}`, 'error');
  return failure === null;
}

export const deleteQueue = createDeleteQueue(async (ids) => {
  await deleteNow(ids);
});

deleteQueue.subscribe(() => settleDeletions(deleteQueue.waiting()));

/** Out of sight at once; deleted after the time to think. */
export function deleteLater(ids: string[], label: string): void {
  const entry = deleteQueue.add(ids, label);
  if (entry) showDeletion(entry);
}

/** A page that goes away takes no second thoughts: what waits is deleted. */
export function deleteOnLeaving(): void {
  const flush = () => {
    if (document.visibilityState !== 'hidden') return;
    const ids = deleteQueue.flush();
    if (ids.length === 0) return;
    deleteWhenLeaving(ids);
    forgetCaptures(queryClient, ids);
  };
  document.addEventListener('visibilitychange', flush);
}
