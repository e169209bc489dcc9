import { lazy, useId, useRef, useState } from 'react';
import type { Session } from '../api/types';
import { useStore } from '../lib/store';
import { framesMissing } from '../frames/framesMissing';
import { dismissResults } from '../messages/notify';
import { Part } from '../ui/Part';
import { Button } from '../ui/Button';
import { Notice } from '../ui/Notice';
import { ClipPanel } from './ClipPanel';
import { useCaptureMoment } from './useCaptureMoment';
import styles from './CaptureControls.module.css';

const PickFrame = lazy(() => import('../frames/PickFrame'));
const TrimDialog = lazy(() => import('../trim/TrimDialog'));

type Open = { what: 'pick' | 'trim'; moment: number } | null;

interface Props {
  session: Session;
  read: () => number;
  onShot?: () => void;
}

export function CaptureControls({ session, read, onShot }: Props) {
  const { screenshot, clip, busy, error, clearError } = useCaptureMoment(session);
  /** The moment that Clip was pressed at; null while its panel is closed. */
  const [mark, setMark] = useState<number | null>(null);
  const [open, setOpen] = useState<Open>(null);
  const noFrames = useStore(framesMissing);
  const clipButton = useRef<HTMLButtonElement>(null);
  const panelId = useId();

  const press = () => {
    onShot?.();
    void screenshot(read());
  };
  const makePreset = (start: number, end: number, precise: boolean) => {
    setMark(null);
    clipButton.current?.focus();
    void clip(start, end, precise);
  };

  const show = (next: Open) => {
    dismissResults();
    setOpen(next);
  };
  const trimmed = () => {
    setOpen(null);
    setMark(null);
  };

  return (
    <div className={styles.controls}>
      <div className={styles.buttons}>
        <Button look="primary" icon="camera" className={styles.main} aria-busy={busy} onClick={press}>
          Screenshot
        </Button>
        <Button
          ref={clipButton}
          icon="clip"
          className={styles.main}
          aria-expanded={mark !== null}
          aria-controls={mark !== null ? panelId : undefined}
          onClick={() => setMark(mark === null ? read() : null)}
        >
          Clip
        </Button>
        {!noFrames && (
          <Button icon="frames" aria-label="Pick the frame" title="Pick the frame" onClick={() => show({ what: 'pick', moment: read() })} />
        )}
      </div>
      {mark !== null && (
        <ClipPanel
          id={panelId}
          session={session}
          mark={mark}
          onMarkNow={() => setMark(read())}
          onPreset={makePreset}
          onTrim={() => show({ what: 'trim', moment: mark })}
        />
      )}
      {error && (
        <Notice tone="error" small action={<Button look="quiet" small icon="close" aria-label="Close the message" onClick={clearError} />}>
          {error}
        </Notice>
      )}
      {open && (
        <Part>
          {open.what === 'pick' ? (
            <PickFrame session={session} moment={open.moment} onClose={() => setOpen(null)} />
          ) : (
            <TrimDialog session={session} moment={open.moment} onMade={trimmed} onClose={() => setOpen(null)} />
          )}
        </Part>
      )}
    </div>
  );
}
