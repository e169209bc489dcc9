import { type SyntheticEvent, useState } from 'react';
import type { Capture } from '../api/types';
import { DownloadButton } from '../share/DownloadButton';
import { mediaKind } from '../share/files';
import { Icon } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import { FailedActions } from './FailedActions';
import { PendingActions } from './PendingActions';
import styles from './Stage.module.css';

type Trouble = 'missing' | 'undecodable';

const TROUBLES: Record<Trouble, { title: string; text: string }> = {
  missing: {
    title: 'The file cannot be shown',
    text: 'It may have been removed from the capture folder, or this browser cannot play it. Try to download it.',
  },
  undecodable: {
    title: 'This browser can’t show the picture of this clip',
    text: 'It plays the sound only. Download the clip, or open it in another browser.',
  },
};

interface MediaProps {
  capture: Capture;
  onTrouble: (trouble: Trouble) => void;
}

function Media({ capture, onTrouble }: MediaProps) {
  const kind = mediaKind(capture);
  const name = `${capture.capture_type === 'clip' ? 'Clip' : 'Screenshot'} of ${capture.media_title}`;
  const shared = { src: capture.file_url, className: styles.media, onError: () => onTrouble('missing') };
  if (kind === 'image') return <img {...shared} alt={name} />;
  if (kind === 'audio') return <audio {...shared} controls aria-label={name} />;
  // Where a browser knows the sound and not the picture, nothing fails.
  const checkPicture = (event: SyntheticEvent<HTMLVideoElement>) => event.currentTarget.videoWidth === 0 && onTrouble('undecodable');
  return (
    <video {...shared} controls autoPlay loop playsInline poster={capture.poster_url ?? undefined} aria-label={name} onLoadedData={checkPicture} />
  );
}

export function Stage({ capture }: { capture: Capture }) {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  if (capture.status === 'complete' && !trouble) return <Media capture={capture} onTrouble={setTrouble} />;
  return (
    <div className={styles.card}>
      {trouble && (
        <>
          <Notice tone="error" title={TROUBLES[trouble].title}>
            {TROUBLES[trouble].text}
          </Notice>
          <DownloadButton capture={capture}>Download</DownloadButton>
        </>
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
