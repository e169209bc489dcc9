import { words } from '../api/client';
import { useRetry } from '../api/queries';
import type { Capture } from '../api/types';
import { deleteLater } from '../messages/deletes';
import { say } from '../messages/notify';
import { Button } from '../ui/Button';
import { describe } from './describe';
import styles from './TileState.module.css';

export function FailedActions({ capture }: { capture: Capture }) {
  const retry = useRetry();
  const again = () => retry.mutate(capture.id, { onError: (error) => say(words(error), 'error') });
  return (
    <div className={styles.state}>
      <span className={styles.label}>Failed</span>
      <Button small icon="retry" busy={retry.isPending} aria-label={`Retry ${describe(capture)}`} title="Retry" onClick={again} />
      <Button small look="danger" icon="trash" aria-label={`Delete ${describe(capture)}`} title="Delete" onClick={() => deleteLater([capture.id], capture.media_title)} />
    </div>
  );
}
