import { useId, useState } from 'react';
import type { RecentSession } from '../api/types';
import { formatAgo } from '../lib/format';
import { formatTimecode } from '../lib/timecode';
import { SourceBadge } from './SourceBadge';
import { Icon } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import { Thumb } from '../ui/Thumb';
import { CaptureControls } from './CaptureControls';
import { whyNot } from '../api/names';
import styles from './RecentRow.module.css';

/** What has ended, capturable from where it was left. */
export function RecentRow({ session }: { session: RecentSession }) {
  const [isWide, setIsWide] = useState(false);
  const [open, setOpen] = useState(false);
  const id = useId();
  const left = formatTimecode(session.position_seconds, 0, session.duration_seconds >= 3600);
  return (
    <li className={styles.item}>
      <button type="button" className={styles.row} aria-expanded={open} aria-controls={open ? id : undefined} onClick={() => setOpen(!open)}>
        <span className={`${styles.thumb} ${isWide ? styles.wide : ''}`}>
          <Thumb src={session.thumbnail_url} lazy onShape={setIsWide} />
        </span>
        <span className={styles.words}>
          <span className={styles.title}>{session.title}</span>
          {session.subtitle && <span className={styles.sub}>{session.subtitle}</span>}
          <span className={styles.sub}>
            <SourceBadge source={session.source} /> stopped at {left} · {formatAgo(session.ended_at)}
          </span>
        </span>
        <span className={`${styles.chevron} ${open ? styles.open : ''}`}>
          <Icon name="forward" />
        </span>
      </button>
      {open && (
        <div className={styles.body} id={id}>
          {session.media_available ? (
            <CaptureControls session={session} read={() => session.position_seconds} />
          ) : (
            <Notice tone="warning" small title={whyNot(session)}>
              {session.media_error}
            </Notice>
          )}
        </div>
      )}
    </li>
  );
}
