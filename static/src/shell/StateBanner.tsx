import { isSignedOut, isUnreachable } from '../api/client';
import { useHealth, useNewVersion, useSessions } from '../api/queries';
import { Button } from '../ui/Button';
import styles from './StateBanner.module.css';

function ReloadButton({ children }: { children: string }) {
  return (
    <Button small onClick={() => location.reload()}>
      {children}
    </Button>
  );
}

/** What concerns the whole page: one line, the most serious. Polling goes on
 * underneath, so it goes away by itself. */
export function StateBanner() {
  const sessions = useSessions();
  const health = useHealth();
  const isNew = useNewVersion();
  const failing = sessions.isError ? sessions.error : health.error;
  if (isSignedOut(failing)) {
    return (
      <div className={styles.banner} role="alert">
        You have been signed out.
        <ReloadButton>Sign in again</ReloadButton>
      </div>
    );
  }
  if (isUnreachable(failing)) {
    return (
      <div className={styles.banner} role="alert">
        <span className={styles.dot} aria-hidden="true" />
        Can’t reach MediaSnap. Retrying…
      </div>
    );
  }
  if (!isNew) return null;
  return (
    <div className={`${styles.banner} ${styles.news}`} role="status">
      MediaSnap has been updated.
      <ReloadButton>Reload</ReloadButton>
    </div>
  );
}
