import { Button } from '../ui/Button';
import { deleteQueue } from '../messages/deletes';
import { NoteFrame } from './NoteFrame';
import type { Note } from '../messages/notify';
import styles from './Messages.module.css';

export function DeletionNote({ note }: { note: Extract<Note, { kind: 'deletion' }> }) {
  const { key, label } = note.entry;
  return (
    <NoteFrame noteKey={note.key} stayMs={null} urgent closable={false}>
      <p className={styles.text}>Deleted {label}</p>
      <Button look="primary" small icon="undo" aria-keyshortcuts="Control+Z" title="Undo (Ctrl+Z)" onClick={() => deleteQueue.undo(key)}>
        Undo
      </Button>
      <div className={styles.countdown} aria-hidden="true" />
    </NoteFrame>
  );
}
