import * as Toast from '@radix-ui/react-toast';
import type { Waiting } from '../lib/undo';
import { Button } from '../ui/Button';
import { deleteQueue } from './deletes';
import styles from './Toasts.module.css';

export function DeleteToast({ entry }: { entry: Waiting }) {
  const many = entry.ids.length > 1;
  return (
    <Toast.Root className={styles.toast} duration={Infinity} type="foreground" onSwipeEnd={(event) => event.preventDefault()}>
      <div className={styles.line}>
        <Toast.Description className={styles.text}>
          Deleting {entry.label}
          <span className={styles.sub}>Closing this page before the bar runs out keeps {many ? 'them' : 'it'}.</span>
        </Toast.Description>
        <Toast.Action asChild altText="Undo the deletion">
          <Button look="primary" small icon="undo" aria-keyshortcuts="Control+Z" title="Undo (Ctrl+Z)" onClick={() => deleteQueue.undo(entry.key)}>
            Undo
          </Button>
        </Toast.Action>
      </div>
      <div className={styles.countdown} aria-hidden="true" />
    </Toast.Root>
  );
}
