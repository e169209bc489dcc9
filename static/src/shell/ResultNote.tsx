import { useState } from 'react';
import { useLocation } from 'wouter';
import { useLiveCaptures } from '../api/captures';
import { formatLength, formatTimecode } from '../lib/timecode';
import type { Capture } from '../api/types';
import { sharing } from '../share/shareStore';
import { useShare } from '../share/useShare';
import { useStore } from '../lib/store';
import { Button } from '../ui/Button';
import { Progress } from '../ui/Progress';
import { Thumb } from '../ui/Thumb';
import { deleteNow } from '../messages/deletes';
import { NoteFrame } from './NoteFrame';
import { type Note, dismiss, say } from '../messages/notify';
import { describeResult } from './describeResult';
import styles from './Messages.module.css';

const READ_MS = 12_000;

function momentOf(capture: Capture): string {
  const from = formatTimecode(capture.timestamp_seconds);
  return capture.duration_seconds ? `${formatLength(capture.duration_seconds)} from ${from}` : from;
}

/** Share and Copy, for a result of one capture. */
function SharingButtons({ capture }: { capture: Capture }) {
  const { share, copy, busy } = useShare(capture);
  return (
    <>
      <Button small icon="share" aria-label="Share" title="Share" busy={busy === 'share'} onClick={() => void share()} />
      <Button small icon="copy" aria-label="Copy" title="Copy" className={styles.roomy} busy={busy === 'copy'} onClick={() => void copy()} />
    </>
  );
}

export function ResultNote({ note }: { note: Extract<Note, { kind: 'result' }> }) {
  const [, navigate] = useLocation();
  const [undoing, setUndoing] = useState(false);
  const beingShared = useStore(sharing) !== null;
  const captures = useLiveCaptures(note.captures);
  const newest = captures.at(-1)!;
  const { headline, noun, isPending, progress } = describeResult(captures);
  const only = captures.length === 1 ? newest : null;

  const undo = async () => {
    setUndoing(true);
    if (await deleteNow(captures.map(({ id }) => id))) {
      dismiss(note.key);
      say(`${noun} removed.`);
    } else setUndoing(false);
  };
  const open = () => {
    navigate(only ? `/c/${only.id}` : '/gallery');
    dismiss(note.key);
  };

  return (
    // While it is shared, the message would lie over the dialog that it opened.
    <NoteFrame noteKey={note.key} stayMs={isPending ? null : READ_MS} className={styles.result} aside={beingShared}>
      <div className={styles.picture}>
        <Thumb src={newest.thumbnail_url ?? newest.poster_url} fallback={newest.capture_type === 'clip' ? 'clip' : 'camera'} />
      </div>
      <div className={styles.words}>
        <strong className={styles.title}>{headline}</strong>
        <p className={styles.sub}>
          {momentOf(newest)} · {newest.media_title}
        </p>
        {only?.note && <p className={styles.sub}>{only.note}</p>}
        {isPending && <Progress value={progress} label="Clip progress" />}
        {newest.status === 'failed' && <p className={styles.error}>{newest.error_message}</p>}
      </div>
      <div className={styles.actions}>
        <Button small busy={undoing} onClick={() => void undo()}>
          {isPending ? 'Cancel' : 'Undo'}
        </Button>
        {only?.status === 'complete' && <SharingButtons capture={only} />}
        <Button small look="primary" onClick={open}>
          Open
        </Button>
      </div>
    </NoteFrame>
  );
}
