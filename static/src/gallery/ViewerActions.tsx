import { absolute } from '../api/base';
import type { Capture } from '../api/types';
import { formatAgo, formatBytes } from '../lib/format';
import { formatLength } from '../lib/timecode';
import { abilities } from '../share/abilities';
import { DownloadButton } from '../share/DownloadButton';
import { copyText } from '../share/files';
import { sharing } from '../share/shareStore';
import { useShare } from '../share/useShare';
import { deleteLater } from '../messages/deletes';
import { say } from '../messages/notify';
import { Button } from '../ui/Button';
import { MoreMenu } from './MoreMenu';
import styles from './ViewerActions.module.css';

interface Props {
  capture: Capture;
  next: Capture | undefined;
  onMove: (id: string) => void;
  onClose: () => void;
}

function facts(capture: Capture): string {
  const said = [
    capture.width && capture.height ? `${capture.width} × ${capture.height}` : null,
    capture.duration_seconds ? formatLength(capture.duration_seconds) : null,
    capture.file_size_bytes ? formatBytes(capture.file_size_bytes) : null,
    formatAgo(capture.created_at),
  ];
  return said.filter(Boolean).join(' · ');
}

export function ViewerActions({ capture, next, onMove, onClose }: Props) {
  const { share, copy, busy } = useShare(capture);
  const remove = () => {
    if (next) onMove(next.id);
    else onClose();
    deleteLater([capture.id], capture.media_title);
  };
  const copyLink = async () => {
    if (abilities().copyImages && (await copyText(absolute(capture.file_url)))) say('Link copied.');
    else sharing.set(capture);
  };
  const ready = capture.status === 'complete';
  return (
    <div className={styles.foot}>
      <p className={styles.facts}>
        {facts(capture)}
        {capture.note && <span className={styles.note}>{capture.note}</span>}
      </p>
      {ready && (
        <div className={styles.actions}>
          <Button icon="share" look="primary" busy={busy === 'share'} onClick={() => void share()}>
            Share
          </Button>
          <DownloadButton capture={capture}>Download</DownloadButton>
          <Button icon="trash" look="danger" aria-label="Delete" title="Delete" onClick={remove} />
          <MoreMenu capture={capture} onCopy={() => void copy()} onCopyLink={() => void copyLink()} />
        </div>
      )}
    </div>
  );
}
