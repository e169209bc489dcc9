import * as Toast from '@radix-ui/react-toast';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';
import { type Note, dismiss } from './notify';
import styles from './Toasts.module.css';

export function MessageToast({ note }: { note: Extract<Note, { kind: 'message' }> }) {
  const bad = note.tone === 'error';
  return (
    <Toast.Root
      className={styles.toast}
      duration={bad ? 9000 : 4000}
      type={bad ? 'foreground' : 'background'}
      onOpenChange={(open) => !open && dismiss(note.key)}
    >
      <div className={styles.line}>
        <span className={bad ? styles.bad : styles.good}>
          <Icon name={bad ? 'warning' : 'check'} />
        </span>
        <Toast.Description className={styles.text}>{note.text}</Toast.Description>
        <Toast.Close asChild>
          <Button look="quiet" small icon="close" aria-label="Close the message" />
        </Toast.Close>
      </div>
    </Toast.Root>
  );
}
