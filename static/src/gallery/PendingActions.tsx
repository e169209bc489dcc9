import { useState } from 'react';
import type { Capture } from '../api/types';
import { deleteNow } from '../messages/deletes';
import { Button } from '../ui/Button';
import { Progress } from '../ui/Progress';
import { describe } from './describe';
import styles from './TileState.module.css';

export function PendingActions({ capture }: { capture: Capture }) {
  const [cancelling, setCancelling] = useState(false);
  const cancel = async () => {
    setCancelling(true);
    await deleteNow([capture.id]);
    setCancelling(false);
  };
  const text = capture.progress > 0 ? `${Math.round(capture.progress * 100)} %` : 'Waiting';
  return (
    <div className={styles.state}>
      <div className={styles.bar}>
        <span className={styles.percent}>{text}</span>
        <Progress value={capture.progress} label={`Progress of ${describe(capture)}`} text={text} />
      </div>
      <Button small busy={cancelling} aria-label={`Cancel ${describe(capture)}`} onClick={() => void cancel()}>
        Cancel
      </Button>
    </div>
  );
}
