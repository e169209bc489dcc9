import { useRef } from 'react';
import { Preview } from '../frames/Preview';
import type { Session } from '../api/types';
import { cutFrames } from '../lib/trim';
import { formatTimecode } from '../lib/timecode';
import { TimecodeField } from '../ui/TimecodeField';
import type { Trim } from './useTrim';
import styles from './CutFields.module.css';

interface Props {
  session: Session;
  trim: Trim;
  frameDuration: number;
  pictures: boolean;
  onUnreadable: (unreadable: boolean) => void;
}

export const PREVIEW_PX = 640;

/** First and last frame, each with its time to type. */
export function CutFields({ session, trim, frameDuration, pictures, onUnreadable }: Props) {
  const bad = useRef({ start: false, end: false });
  const report = (end: 'start' | 'end') => (unreadable: boolean) => {
    bad.current[end] = unreadable;
    onUnreadable(bad.current.start || bad.current.end);
  };
  const { start, end } = trim.state;
  const withHours = session.duration_seconds >= 3600;
  const cut = cutFrames(start, end, frameDuration);
  const preview = (at: number, name: string) =>
    pictures && <Preview session={session} at={at} width={PREVIEW_PX} label={`${name} frame, ${formatTimecode(at, 2)}`} />;
  return (
    <div className={styles.fields}>
      <div className={styles.field}>
        {preview(cut.first, 'First')}
        <TimecodeField label="Start" seconds={start} onChange={trim.start} problem={trim.problems.start} onUnreadable={report('start')} withHours={withHours} />
      </div>
      <div className={styles.field}>
        {preview(cut.last, 'Last')}
        <TimecodeField label="End" seconds={end} onChange={trim.end} problem={trim.problems.end} onUnreadable={report('end')} withHours={withHours} />
      </div>
    </div>
  );
}
