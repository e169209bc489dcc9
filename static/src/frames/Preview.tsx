import { useEffect, useState } from 'react';
import type { Session } from '../api/types';
import { type Frame, tileStyle } from './strip';
import { frameUrl } from './queries';
import styles from './Preview.module.css';

const SETTLE_MS = 160;
/** Everything may be busy; the small picture stays until there is room. */
const AGAIN_MS = 1500;
const TRIES = 3;

interface Props {
  session: Session;
  /** A moment inside the frame. */
  at: number;
  /** The small picture of the same frame, shown until the sharp one is here. */
  tile?: Frame | undefined;
  width: number;
  label: string;
}

/** One frame, large. The sharp picture is asked for once the hand rests; until
 * something newer is here, the last one stays. */
export function Preview({ session, at, tile, width, label }: Props) {
  const url = frameUrl(session, at, width);
  const [wanted, setWanted] = useState<string | null>(null);
  const [loaded, setLoaded] = useState<string | null>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    setTries(0);
    const timer = setTimeout(() => setWanted(url), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [url]);
  return (
    <div className={styles.preview} role="img" aria-label={label}>
      {loaded !== null && loaded !== url && !tile && <img className={`${styles.layer} ${styles.sharp} ${styles.shown}`} src={loaded} alt="" draggable={false} />}
      {tile && <div className={styles.layer} style={tileStyle(tile)} />}
      {wanted === url && (
        <img
          key={`${url} ${tries}`}
          className={`${styles.layer} ${styles.sharp} ${loaded === url ? styles.shown : ''}`}
          src={url}
          alt=""
          draggable={false}
          onLoad={() => setLoaded(url)}
          onError={() => tries < TRIES && setTimeout(() => setTries(tries + 1), AGAIN_MS)}
        />
      )}
    </div>
  );
}
