import { useState } from 'react';
import type { Capture } from '../api/types';
import { mediaKind } from '../share/files';
import { Icon } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import { FailedActions } from './FailedActions';
import { PendingActions } from './PendingActions';
import styles from './Stage.module.css';

function Media({ capture, onMissing }: { capture: Capture; onMissing: () => void }) {
  const kind = mediaKind(capture);
  const name = `${capture.capture_type === 'clip' ? 'Clip' : 'Screenshot'} of ${capture.media_title}`;
  const shared = { src: capture.file_url, className: styles.media, onError: onMissing };
  if (kind === 'image') return <img {...shared} alt={name} />;
  if (kind === 'audio') return <audio {...shared} controls aria-label={name} />;
  return <video {...shared} controls autoPlay loop playsInline poster={capture.poster_url ?? undefined} aria-label={name} />;
}

export function Stage({ capture }: { capture: Capture }) {
  const [missing, setMissing] = useState(false);
  if (capture.status === 'complete' && !missing) return <Media capture={capture} onMissing={() => setMissing(true)} />;
  return (
    <div className={styles.card}>
      {missing && (
        <Notice tone="error" title="The file cannot be shown">
          It may have been removed from the capture folder, or this browser cannot play it. Try to download it.
        </Notice>
      )}
      {capture.status === 'pending' && (
        <>
          <span className={styles.icon}>
            <Icon name="clip" size={44} />
          </span>
          <p>Cutting the clip from the source file</p>
          <PendingActions capture={capture} />
        </>
      )}
      {capture.status === 'failed' && (
        <>
          <p className={styles.failed}>This could not be made</p>
          <p>{capture.error_message}</p>
          <FailedActions capture={capture} />
        </>
      )}
    </div>
  );
}
