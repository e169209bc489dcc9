import { Icon } from '../ui/Icon';
import { NoteFrame } from './NoteFrame';
import type { Note } from '../messages/notify';
import styles from './Messages.module.css';

const GOOD_MS = 4000;
const BAD_MS = 9000;

export function MessageNote({ note }: { note: Extract<Note, { kind: 'message' }> }) {
  const isError = note.tone === 'error';
  return (
    <NoteFrame noteKey={note.key} stayMs={isError ? BAD_MS : GOOD_MS} urgent={isError}>
      <span className={isError ? styles.bad : styles.good}>
        <Icon name={isError ? 'warning' : 'check'} />
      </span>
      <p className={styles.text}>{note.text}</p>
    </NoteFrame>
  );
}
