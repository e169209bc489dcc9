import * as Slider from '@radix-ui/react-slider';
import type { CSSProperties } from 'react';
import { type Frame, frameAt, tileStyle } from '../frames/strip';
import { formatTimecode } from '../lib/timecode';
import { type TrimState, slotTimes } from '../lib/trim';
import styles from './TrimStrip.module.css';

interface Props {
  state: TrimState;
  frames: Frame[];
  slots: number;
  frameDuration: number;
  onHandles: (start: number, end: number) => void;
}

function part(time: number, { from, to }: TrimState['view']): number {
  return Math.min(1, Math.max(0, (time - from) / (to - from)));
}

/** Two handles on a filmstrip: what lies between them is cut. */
export function TrimStrip({ state, frames, slots, frameDuration, onHandles }: Props) {
  const { start, end, head, view } = state;
  const place = {
    '--start': part(start, view),
    '--end': part(end, view),
    '--head': part(head, view),
  } as CSSProperties;
  return (
    <div className={styles.frame} style={place}>
      <div className={styles.tiles} aria-hidden="true">
        {slotTimes(view, slots).map((time, i) => {
          const frame = frames[frameAt(frames, time)];
          return (
            <div key={i} className={styles.slot}>
              {frame && <div className={styles.tile} style={{ ...tileStyle(frame), aspectRatio: frame.aspect }} />}
            </div>
          );
        })}
      </div>
      <div className={styles.before} />
      <div className={styles.after} />
      <div className={styles.chosen} />
      <div className={styles.head} />
      <Slider.Root
        className={styles.slider}
        min={view.from}
        max={view.to}
        step={frameDuration}
        value={[start, Math.max(start, end)]}
        onValueChange={([from, to]) => onHandles(from!, to!)}
      >
        <Slider.Track className={styles.track} />
        <Slider.Thumb className={`${styles.thumb} ${styles.left}`} aria-label="Start handle" aria-valuetext={formatTimecode(start, 2)} />
        <Slider.Thumb className={`${styles.thumb} ${styles.right}`} aria-label="End handle" aria-valuetext={formatTimecode(end, 2)} />
      </Slider.Root>
    </div>
  );
}
