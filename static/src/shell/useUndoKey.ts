import { useEffect } from 'react';
import { deleteQueue } from './deletes';

/** Ctrl+Z or ⌘Z takes back the last deletion, also from within a dialog that
 * keeps the focus to itself. In a field it stays the field's own. */
export function useUndoKey(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.closest('input, textarea');
      const last = deleteQueue.waiting().at(-1);
      if (event.key !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey || typing || !last) return;
      deleteQueue.undo(last.key);
      event.preventDefault();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
}
