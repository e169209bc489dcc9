import { useEffect } from 'react';
import { deleteQueue } from '../messages/deletes';
import { dismiss, notes } from '../messages/notify';

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea') !== null;
}

/** Ctrl+Z or ⌘Z takes back the last deletion, also from within a dialog that
 * keeps the focus to itself; in a field it stays the field's own. */
function undoDeletion(event: KeyboardEvent): void {
  const last = deleteQueue.waiting().at(-1);
  if (event.shiftKey || isTyping(event.target) || !last) return;
  deleteQueue.undo(last.key);
  event.preventDefault();
}

/** Escape closes the newest message, once no dialog or menu wants the key. */
function closeNewest(): void {
  const newest = notes.get().filter((note) => note.kind !== 'deletion').at(-1);
  if (newest) dismiss(newest.key);
}

/** F8 goes to the messages and back to where the focus was. */
export function useMessageKeys(list: React.RefObject<HTMLElement | null>): void {
  useEffect(() => {
    let before: HTMLElement | null = null;
    const toggleFocus = () => {
      const inside = list.current?.contains(document.activeElement);
      if (inside) return before?.focus();
      before = document.activeElement instanceof HTMLElement ? document.activeElement : null;
      list.current?.querySelector('button')?.focus();
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      if (event.key === 'F8') toggleFocus();
      else if (event.key === 'z' && (event.ctrlKey || event.metaKey)) undoDeletion(event);
      else if (event.key === 'Escape') closeNewest();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [list]);
}
