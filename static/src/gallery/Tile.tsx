import { memo } from 'react';
import { useCapture } from '../api/captures';
import type { Capture } from '../api/types';
import { formatAgo, formatBytes } from '../lib/format';
import { formatLength, formatTimecode } from '../lib/timecode';
import { deleteLater } from '../messages/deletes';
import { DownloadButton } from '../share/DownloadButton';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';
import { Thumb } from '../ui/Thumb';
import { FailedActions } from './FailedActions';
import { PendingActions } from './PendingActions';
import { describe, picture } from './describe';
import styles from './Tile.module.css';

interface Props {
  capture: Capture;
  /** null: not selecting. */
  selected: boolean | null;
  onToggle: (id: string) => void;
  onOpen: (id: string) => void;
}

function Facts({ capture }: { capture: Capture }) {
  return (
    <p className={styles.facts}>
      {formatTimecode(capture.timestamp_seconds)} · {formatAgo(capture.created_at)}
    </p>
  );
}

function Actions({ capture }: { capture: Capture }) {
  if (capture.status === 'pending') return <PendingActions capture={capture} />;
  if (capture.status === 'failed') return <FailedActions capture={capture} />;
  return (
    <div className={styles.actions}>
      <span className={styles.size}>{formatBytes(capture.file_size_bytes)}</span>
      <DownloadButton small capture={capture} label={`Download ${describe(capture)}`} />
      <Button small look="danger" icon="trash" aria-label={`Delete ${describe(capture)}`} title="Delete" onClick={() => deleteLater([capture.id], capture.media_title)} />
    </div>
  );
}

export const Tile = memo(function Tile({ capture: known, selected, onToggle, onOpen }: Props) {
  const capture = useCapture(known.id, known).capture ?? known;
  const selecting = selected !== null;
  const clip = capture.capture_type === 'clip';
  return (
    <article className={`${styles.tile} ${selected ? styles.selected : ''}`}>
      <button
        type="button"
        className={styles.open}
        aria-label={selecting ? `Select ${describe(capture)}` : `View ${describe(capture)}`}
        aria-pressed={selecting ? selected : undefined}
        onClick={() => (selecting ? onToggle(capture.id) : onOpen(capture.id))}
      >
        <Thumb src={picture(capture)} fallback={clip ? 'clip' : 'camera'} lazy />
        {clip && (
          <span className={styles.length}>
            <Icon name="play" size={13} />
            {capture.duration_seconds ? formatLength(capture.duration_seconds) : 'Clip'}
          </span>
        )}
        {selecting && <span className={styles.tick}>{selected && <Icon name="check" size={18} />}</span>}
      </button>
      <div className={styles.caption}>
        <h2 className={styles.title} title={capture.media_title}>
          {capture.media_title}
        </h2>
        {capture.status === 'failed' ? (
          <p className={styles.reason} title={capture.error_message ?? undefined}>
            {capture.error_message ?? 'It failed.'}
          </p>
        ) : (
          <Facts capture={capture} />
        )}
        {!selecting && <Actions capture={capture} />}
      </div>
    </article>
  );
});
