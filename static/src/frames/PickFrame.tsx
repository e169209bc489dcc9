import { useId } from 'react';
import type { KeyboardEvent } from 'react';
import { words } from '../api/client';
import { useScreenshot } from '../api/queries';
import type { Session } from '../api/types';
import { inside } from './strip';
import { formatTimecode } from '../lib/timecode';
import { fullName } from '../api/names';
import { showResult } from '../messages/notify';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { Notice } from '../ui/Notice';
import { useSwipe } from '../ui/useSwipe';
import { FrameStrip } from './FrameStrip';
import { Preview } from './Preview';
import { useFilm } from './useFilm';
import styles from './PickFrame.module.css';

const FAR_FRAMES = 10;

interface Props {
  session: Session;
  moment: number;
  onClose: () => void;
}

function onButton(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.closest('button') !== null;
}

export default function PickFrame({ session, moment, onClose }: Props) {
  const film = useFilm(session, moment);
  const shot = useScreenshot();
  const hint = useId();
  const time = film.frame?.time ?? film.wanted;
  const swipe = useSwipe({ onLeft: () => film.step(1), onRight: () => film.step(-1) });

  const save = () =>
    shot.mutate(
      {
        session_id: session.session_id,
        media_key: session.media_key,
        timestamp_seconds: inside(time, film.frameDuration),
      },
      {
        onSuccess: (capture) => {
          showResult(capture);
          onClose();
        },
      },
    );

  const onKeyDown = (event: KeyboardEvent) => {
    const far = event.shiftKey ? FAR_FRAMES : 1;
    if (event.key === 'ArrowLeft') film.step(-far);
    else if (event.key === 'ArrowRight') film.step(far);
    else if (event.key === 'Home') film.go(moment);
    else if (event.key === 'Enter' && !onButton(event.target)) save();
    else return;
    event.preventDefault();
  };

  const foot = (
    <>
      <span className={styles.time} role="status">
        {formatTimecode(time, 3, session.duration_seconds >= 3600)}
      </span>
      <Button look="primary" icon="camera" busy={shot.isPending} onClick={save}>
        Save
      </Button>
    </>
  );

  return (
    <Dialog title="Pick the frame" description={fullName(session)} wide split onClose={onClose} onKeyDown={onKeyDown} foot={foot}>
      <div className={styles.stage} {...swipe}>
        <Preview
          session={session}
          at={inside(time, film.frameDuration)}
          tile={film.frame}
          width={1280}
          label={`Frame at ${formatTimecode(time, 3)}`}
        />
      </div>
      <FrameStrip film={film} moment={moment} />
      <div className={styles.steps} role="group" aria-label="Move" aria-describedby={hint}>
        <Button small onClick={() => film.move(-1)}>
          −1 s
        </Button>
        <Button icon="back" aria-label="One frame back" onClick={() => film.step(-1)} />
        <Button small look="quiet" onClick={() => film.go(moment)}>
          Reset
        </Button>
        <Button icon="forward" aria-label="One frame on" onClick={() => film.step(1)} />
        <Button small onClick={() => film.move(1)}>
          +1 s
        </Button>
      </div>
      <p className={styles.hint} id={hint}>
        <span className={styles.forKeys}>Drag the strip, or use the arrow keys: one frame each, ten with Shift. Enter saves.</span>
        <span className={styles.forTouch}>Drag the strip, or swipe the picture for the next frame.</span>
      </p>
      {film.error !== null && (
        <Notice tone="error" small title="The filmstrip cannot be shown">
          {words(film.error)}
        </Notice>
      )}
      {shot.isError && (
        <Notice tone="error" small>
          {words(shot.error)}
        </Notice>
      )}
    </Dialog>
  );
}
