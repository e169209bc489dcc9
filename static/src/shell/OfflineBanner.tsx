import { useHealth, useSessions } from '../api/queries';
import { isUnreachable } from '../api/client';
import styles from './OfflineBanner.module.css';

/** Polling goes on underneath, so it goes away by itself. */
export function OfflineBanner() {
  const sessions = useSessions();
  const health = useHealth();
  const failing = sessions.isError ? sessions.error : health.error;
  if (!isUnreachable(failing)) return null;
  return (
    <div className={styles.banner} role="alert">
      <span className={styles.dot} aria-hidden="true" />
      MediaSnap does not answer; trying again
    </div>
  );
}
