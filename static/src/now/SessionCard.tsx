import { useState } from 'react';
import type { Session } from '../api/types';
import { SourceBadge } from './SourceBadge';
import { Icon } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import { Thumb } from '../ui/Thumb';
import { CaptureControls } from './CaptureControls';
import { whoAndWhere, whyNot } from '../api/names';
import { Timeline } from './Timeline';
import { useClock } from './useClock';
import styles from './SessionCard.module.css';

const STATES = { playing: 'Playing', paused: 'Paused', buffering: 'Buffering' } as const;

export function SessionCard({ session, at }: { session: Session; at: number }) {
  const read = useClock(session, at);
  const [isWide, setIsWide] = useState(false);
  const [flashes, setFlashes] = useState(0);
  const titleId = `title-${session.session_id}`;
  return (
    <article className={styles.card} aria-labelledby={titleId}>
      {session.thumbnail_url && <img className={styles.glow} src={session.thumbnail_url} alt="" aria-hidden="true" />}
      <div className={styles.top}>
        <div className={`${styles.thumb} ${isWide ? styles.wide : ''}`}>
          <Thumb src={session.thumbnail_url} onShape={setIsWide} />
          {flashes > 0 && <span key={flashes} className={styles.flash} aria-hidden="true" />}
        </div>
        <div className={styles.words}>
          <div className={styles.tags}>
            <SourceBadge source={session.source} />
            <span className={styles.state}>
              <Icon name={session.state === 'paused' ? 'pause' : 'play'} size={15} />
              {STATES[session.state] ?? session.state}
            </span>
          </div>
          <h2 className={styles.title} id={titleId}>
            {session.title}
            {session.year ? <span className={styles.year}> {session.year}</span> : null}
          </h2>
          {session.subtitle && <p className={styles.subtitle}>{session.subtitle}</p>}
          <p className={styles.where}>{whoAndWhere(session)}</p>
        </div>
      </div>
      <Timeline session={session} read={read} />
      {session.media_available ? (
        <CaptureControls session={session} read={read} onShot={() => setFlashes((count) => count + 1)} />
      ) : (
        <Notice tone="warning" small title={whyNot(session)}>
          {session.media_error}
        </Notice>
      )}
    </article>
  );
}
