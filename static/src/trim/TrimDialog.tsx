import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { words } from '../api/client';
import { useClip } from '../api/queries';
import type { Session } from '../api/types';
import { framesMissing } from '../frames/framesMissing';
import { Preview } from '../frames/Preview';
import { formatBytes } from '../lib/format';
import { useStore } from '../lib/store';
import { frameAt, inside } from '../frames/strip';
import { formatLength, formatTimecode } from '../lib/timecode';
import { canZoom } from '../lib/trim';
import { fullName } from '../api/names';
import { showResult } from '../messages/notify';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { Notice } from '../ui/Notice';
import { Switch } from '../ui/Switch';
import { CutFields, PREVIEW_PX } from './CutFields';
import { USUAL_OPTIONS, optionMembers } from './options';
import { TrimOptions } from './TrimOptions';
import { TrimStrip } from './TrimStrip';
import { TrimTransport } from './TrimTransport';
import { trimKey } from './trimKey';
import { useClipSize } from './useClipSize';
import { useFlipBook } from './useFlipBook';
import { useOverview } from './useOverview';
import { useTrim } from './useTrim';
import styles from './TrimDialog.module.css';

interface Props {
  session: Session;
  moment: number;
  onMade: () => void;
  onClose: () => void;
}

const NARROW_PX = 640;

function describeSize(size: number | null | undefined): string {
  if (size === undefined) return 'estimating the size…';
  return size === null ? 'size not known' : `about ${formatBytes(Math.round(size))}`;
}

/** Odd: the middle picture is the one that is asked for. */
function slotCount(): number {
  return window.innerWidth < NARROW_PX ? 9 : 15;
}

export default function TrimDialog({ session, moment, onMade, onClose }: Props) {
  const trim = useTrim(session, moment);
  const { start, end, head, view } = trim.state;
  const [slots] = useState(slotCount);
  const [options, setOptions] = useState(USUAL_OPTIONS);
  const [unreadable, setUnreadable] = useState(false);
  const clip = useClip();
  const overview = useOverview(session, view, slots);
  const book = useFlipBook(session, start, end, head, trim.head);
  const typedOnly = useStore(framesMissing);

  const { frameDuration } = overview;
  const length = end - start;
  const wrong = unreadable ? 'A time cannot be read' : (trim.problems.start ?? trim.problems.end);
  const size = useClipSize(session, wrong ? null : { start, end }, options);
  const near = book.playing && book.frames.length > 0 ? book.frames : overview.frames;

  const make = () =>
    clip.mutate(
      {
        session_id: session.session_id,
        media_key: session.media_key,
        start_seconds: start,
        end_seconds: end,
        precise: options.precise,
        ...optionMembers(options),
      },
      {
        onSuccess: (capture) => {
          showResult(capture);
          onMade();
        },
      },
    );

  const onKeyDown = (event: KeyboardEvent) => {
    const act = trimKey(event, {
      start: trim.startHere,
      end: trim.endHere,
      play: book.toggle,
      by: (frames) => trim.by(frames * frameDuration),
    });
    if (act) event.preventDefault();
  };

  const foot = (
    <>
      <p className={styles.sum} role="status">
        <strong>{wrong ? '–' : formatLength(length)}</strong>
        <span>{wrong ?? describeSize(size)}</span>
      </p>
      <Button look="primary" icon="clip" busy={clip.isPending} disabled={wrong !== null} onClick={make}>
        Make the clip
      </Button>
    </>
  );

  return (
    <Dialog title="Trim" description={fullName(session)} wide split onClose={onClose} onKeyDown={onKeyDown} foot={foot}>
      <div className={`${styles.top} ${typedOnly ? '' : styles.pictured}`}>
        {!typedOnly && (
          <Preview
            session={session}
            at={inside(head, frameDuration)}
            tile={near[frameAt(near, head)]}
            width={PREVIEW_PX}
            label={`Picture at ${formatTimecode(head, 2)}`}
          />
        )}
        <CutFields session={session} trim={trim} frameDuration={frameDuration} pictures={!typedOnly} onUnreadable={setUnreadable} />
      </div>
      {!typedOnly && (
        <>
          <TrimStrip state={trim.state} frames={overview.frames} slots={slots} frameDuration={frameDuration} onHandles={trim.handles} />
          <TrimTransport playing={book.playing} onStart={trim.startHere} onPlay={book.toggle} onEnd={trim.endHere} onZoom={trim.zoom} canWiden={canZoom(trim.state, 2, session.duration_seconds)} canNarrow={canZoom(trim.state, 0.5, session.duration_seconds)} />
        </>
      )}
      {overview.error && !typedOnly && (
        <Notice tone="warning" small title="The filmstrip cannot be shown">
          {words(overview.error)} The times can still be typed.
        </Notice>
      )}
      <Switch
        label="Precise"
        hint={options.precise ? 'Frame-exact, slower' : 'Instant; may begin slightly early'}
        checked={options.precise}
        onChange={(precise) => setOptions({ ...options, precise })}
      />
      <TrimOptions session={session} options={options} onChange={setOptions} />
      {clip.isError && (
        <Notice tone="error" small>
          {words(clip.error)}
        </Notice>
      )}
    </Dialog>
  );
}
