import * as Primitive from '@radix-ui/react-dialog';
import { useEffect, useRef } from 'react';
import { useCapture } from '../api/captures';
import { words } from '../api/client';
import type { Capture } from '../api/types';
import { formatTimecode } from '../lib/timecode';
import { Button } from '../ui/Button';
import { keepForMessages } from '../ui/Dialog';
import { Loading } from '../ui/Loading';
import { Notice } from '../ui/Notice';
import { useFocusReturn } from '../ui/useFocusReturn';
import { useHoldPage } from '../ui/useHoldPage';
import { useSwipe } from '../ui/useSwipe';
import { useTitle } from '../ui/useTitle';
import { Stage } from './Stage';
import { ViewerActions } from './ViewerActions';
import styles from './Viewer.module.css';

/** The viewer itself has the keys: Space plays, the arrows leaf. */
function focusViewer(event: Event): void {
  event.preventDefault();
  (event.currentTarget as HTMLElement).focus();
}

interface Props {
  id: string;
  captures: Capture[];
  onMove: (id: string) => void;
  onClose: () => void;
}

/** Plays or pauses what the viewer shows. */
function togglePlay(viewer: HTMLElement | null): void {
  const media = viewer?.querySelector<HTMLMediaElement>('video, audio');
  if (media?.paused) void media.play();
  else media?.pause();
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, select, textarea, video, audio, [role="menu"]') !== null;
}

export default function Viewer({ id, captures, onMove, onClose }: Props) {
  const index = captures.findIndex((capture) => capture.id === id);
  const { capture, error } = useCapture(id, captures[index]);
  const before = index > 0 ? captures[index - 1] : undefined;
  const after = index >= 0 ? captures[index + 1] : undefined;
  useTitle(capture ? capture.media_title : 'Capture');

  const previous = () => before && onMove(before.id);
  const next = () => after && onMove(after.id);
  const swipe = useSwipe({ onLeft: next, onRight: previous, onDown: onClose });

  // The neighbours' pictures are there before they are wanted.
  useEffect(() => {
    for (const near of [before, after]) {
      if (near?.status === 'complete' && near.capture_type === 'screenshot') new Image().src = near.file_url;
    }
  }, [before, after]);

  const viewer = useRef<HTMLDivElement>(null);
  const returnFocus = useFocusReturn();
  useHoldPage();

  const onKeyDown = (event: React.KeyboardEvent) => {
    if (isTyping(event.target)) return;
    if (event.key === 'ArrowLeft') previous();
    else if (event.key === 'ArrowRight') next();
    else if (event.key === ' ' && event.target === viewer.current) togglePlay(viewer.current);
    else return;
    event.preventDefault();
  };

  return (
    <Primitive.Root open onOpenChange={(open) => !open && onClose()}>
      <Primitive.Portal>
        <Primitive.Content
          ref={viewer}
          className={styles.viewer}
          aria-describedby={undefined}
          onKeyDown={onKeyDown}
          onOpenAutoFocus={focusViewer}
          onCloseAutoFocus={returnFocus}
          onInteractOutside={keepForMessages}
        >
          <div className={styles.head}>
            <Primitive.Close asChild>
              <Button look="quiet" icon="leave" aria-label="Back" />
            </Primitive.Close>
            <div className={styles.heading}>
              <Primitive.Title className={styles.title}>{capture?.media_title ?? 'Capture'}</Primitive.Title>
              {capture && <p className={styles.sub}>{formatTimecode(capture.timestamp_seconds)}</p>}
            </div>
            {index >= 0 && (
              <div className={styles.steps}>
                <Button look="quiet" icon="back" aria-label="Newer capture" disabled={!before} onClick={previous} />
                <Button look="quiet" icon="forward" aria-label="Older capture" disabled={!after} onClick={next} />
              </div>
            )}
          </div>
          <div className={styles.stage} {...swipe}>
            {capture ? (
              <Stage key={capture.id} capture={capture} />
            ) : error ? (
              <Notice tone="error" title="This capture cannot be shown">
                {words(error)}
              </Notice>
            ) : (
              <Loading />
            )}
          </div>
          {capture && <ViewerActions key={capture.id} capture={capture} next={after ?? before} onMove={onMove} onClose={onClose} />}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
