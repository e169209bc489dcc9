import { useRef } from 'react';
import { absolute } from '../api/base';
import type { Capture } from '../api/types';
import { say } from '../messages/notify';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { abilities, isHomeScreenApp } from './abilities';
import { DownloadButton } from './DownloadButton';
import { copyText, mediaKind } from './files';
import styles from './ShareDialog.module.css';

function Picture({ capture }: { capture: Capture }) {
  return (
    <>
      <img className={styles.picture} src={capture.file_url} alt={`Screenshot of ${capture.media_title}`} />
      <p className={styles.hint}>
        {isHomeScreenApp() ? 'Press and hold the picture to save it.' : 'Press and hold the picture (or right-click it) to copy, save or share it.'}
      </p>
    </>
  );
}

/** What works in every browser: the picture to press and hold, the file to
 * download, and the link, selected. A home screen app over plain HTTP can
 * neither download nor share: there a clip is opened in Safari. */
export default function ShareDialog({ capture, onClose }: { capture: Capture; onClose: () => void }) {
  const link = useRef<HTMLInputElement>(null);
  const isPicture = mediaKind(capture) === 'image';
  const canSave = !isHomeScreenApp() || abilities().shareFiles;

  const copyLink = async () => {
    const field = link.current;
    if (!field) return;
    field.focus();
    field.select();
    // execCommand is old and still the only way on plain HTTP.
    const copied = (await copyText(field.value)) || document.execCommand('copy');
    say(copied ? 'Link copied.' : 'The link is selected: copy it from there.');
  };

  return (
    <Dialog title="Share" description={capture.media_title} onClose={onClose}>
      {isPicture && <Picture capture={capture} />}
      {canSave && (
        <DownloadButton capture={capture} className={styles.download}>
          Download the file
        </DownloadButton>
      )}
      {!canSave && !isPicture && <p className={styles.hint}>To save this clip, copy the link and open it in Safari.</p>}
      <div>
        <label className={styles.label} htmlFor="share-link">
          Link for people on your network
        </label>
        <div className={styles.row}>
          <input id="share-link" ref={link} className={styles.link} readOnly value={absolute(capture.file_url)} onFocus={(event) => event.target.select()} />
          <Button icon="copy" onClick={() => void copyLink()}>
            Copy
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
