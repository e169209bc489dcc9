import * as Toast from '@radix-ui/react-toast';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useCapture } from '../api/captures';
import { formatLength, formatTimecode } from '../lib/timecode';
import type { Capture } from '../api/types';
import { useShare } from '../share/useShare';
import { Button } from '../ui/Button';
import { Progress } from '../ui/Progress';
import { Thumb } from '../ui/Thumb';
import { deleteNow } from './deletes';
import { type Note, dismiss, say } from './notify';
import toast from './Toasts.module.css';
import styles from './ResultToast.module.css';

const READ_MS = 12_000;

function headline(capture: Capture): string {
  const what = capture.capture_type === 'clip' ? 'Clip' : 'Screenshot';
  if (capture.status === 'failed') return `${what} failed`;
  return capture.status === 'pending' ? `Making the ${what.toLowerCase()}` : `${what} saved`;
}

function moment(capture: Capture): string {
  const from = formatTimecode(capture.timestamp_seconds);
  return capture.duration_seconds ? `${formatLength(capture.duration_seconds)} from ${from}` : from;
}

export function ResultToast({ note }: { note: Extract<Note, { kind: 'result' }> }) {
  const [, navigate] = useLocation();
  const [undoing, setUndoing] = useState(false);
  const capture = useCapture(note.capture.id, note.capture).capture ?? note.capture;
  const { share, copy, busy } = useShare(capture);
  const close = () => dismiss(note.key);
  const ready = capture.status === 'complete';
  const isClip = capture.capture_type === 'clip';

  const undo = async () => {
    setUndoing(true);
    if (await deleteNow([capture.id])) {
      close();
      say(`${isClip ? 'Clip' : 'Screenshot'} removed.`);
    } else setUndoing(false);
  };

  return (
    <Toast.Root
      className={toast.toast}
      duration={capture.status === 'pending' ? Infinity : READ_MS}
      type="foreground"
      onOpenChange={(open) => !open && close()}
    >
      <div className={styles.top}>
        <div className={styles.picture}>
          <Thumb src={ready && !isClip ? capture.file_url : capture.poster_url} fallback={isClip ? 'clip' : 'camera'} />
        </div>
        <div className={styles.words}>
          <Toast.Title className={styles.title}>{headline(capture)}</Toast.Title>
          <Toast.Description className={styles.sub}>
            {moment(capture)} · {capture.media_title}
          </Toast.Description>
          {capture.note && <p className={styles.sub}>{capture.note}</p>}
          {capture.status === 'pending' && <Progress value={capture.progress} label="Clip progress" />}
          {capture.status === 'failed' && <p className={styles.error}>{capture.error_message}</p>}
        </div>
        <Toast.Close asChild>
          <Button look="quiet" small icon="close" aria-label="Close the message" />
        </Toast.Close>
      </div>
      <div className={styles.actions}>
        <Button small icon="undo" busy={undoing} onClick={() => void undo()}>
          {capture.status === 'pending' ? 'Cancel' : 'Undo'}
        </Button>
        {ready && (
          <Button small icon="share" busy={busy === 'share'} onClick={() => void share()}>
            Share
          </Button>
        )}
        {ready && (
          <Button small icon="copy" busy={busy === 'copy'} onClick={() => void copy()}>
            Copy
          </Button>
        )}
        <Button
          small
          look="primary"
          onClick={() => {
            navigate(`/c/${capture.id}`);
            close();
          }}
        >
          Open
        </Button>
      </div>
    </Toast.Root>
  );
}
