import type { Session } from '../api/types';
import { useSourceLook } from '../api/sources';
import { formatTimecode, spokenTime } from '../lib/timecode';
import { useReading } from './useClock';
import styles from './Timeline.module.css';

/** Where playback is, as a bar and in numbers. */
export function Timeline({ session, read }: { session: Session; read: () => number }) {
  const position = useReading(read, session.state === 'playing');
  const { duration_seconds: duration, source } = session;
  const { accent } = useSourceLook(source);
  const part = duration > 0 ? position / duration : 0;
  return (
    <div>
      {duration > 0 && (
        <div
          className={styles.track}
          role="progressbar"
          aria-label={`Position in ${session.title}`}
          aria-valuemin={0}
          aria-valuemax={Math.round(duration)}
          aria-valuenow={Math.round(position)}
          aria-valuetext={`${spokenTime(position)} of ${spokenTime(duration)}`}
        >
          <div className={styles.fill} style={{ transform: `scaleX(${part})`, ...(accent && { background: accent }) }} />
        </div>
      )}
      <div className={styles.times}>
        <span className={styles.now} data-testid="position">
          {formatTimecode(position, 0, duration >= 3600)}
        </span>
        {duration > 0 && <span>{formatTimecode(duration)}</span>}
      </div>
    </div>
  );
}
