import { useRef } from 'react';
import { useStore } from '../lib/store';
import { DeletionNote } from './DeletionNote';
import { MessageNote } from './MessageNote';
import { ResultNote } from './ResultNote';
import { notes } from '../messages/notify';
import { useMessageKeys } from './useMessageKeys';
import { useMessagePlace } from './useMessagePlace';
import { usePressThrough } from './usePressThrough';
import styles from './Messages.module.css';

/** Messages stand where they cover no control, and let presses through. */
export function Messages() {
  const list = useRef<HTMLDivElement>(null);
  const shown = useStore(notes);
  useMessageKeys(list);
  useMessagePlace(list, shown);
  usePressThrough(list);
  return (
    <div ref={list} className={styles.list} data-messages="" role="region" aria-label="Messages" aria-live="polite">
      {shown.map((note) => {
        if (note.kind === 'message') return <MessageNote key={note.key} note={note} />;
        if (note.kind === 'deletion') return <DeletionNote key={note.key} note={note} />;
        return <ResultNote key={note.key} note={note} />;
      })}
    </div>
  );
}
