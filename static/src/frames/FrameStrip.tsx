import { useRef } from 'react';
import type { PointerEvent } from 'react';
import { tileStyle } from './strip';
import { formatTimecode, spokenTime } from '../lib/timecode';
import type { Film } from './useFilm';
import styles from './FrameStrip.module.css';

const TILE_PX = 96;
/** Enough for the widest dialog on either side of the middle. */
const AROUND = 9;

interface Props {
  film: Film;
  moment: number;
}

/** The film under a fixed mark: drag it, or step it with the arrow keys. */
export function FrameStrip({ film, moment }: Props) {
  const drag = useRef<{ x: number; moved: number } | null>(null);
  const { frames, index, frame } = film;
  const shownTime = frame?.time ?? film.wanted;

  const onPointerMove = (event: PointerEvent) => {
    if (!drag.current) return;
    const moved = Math.round((drag.current.x - event.clientX) / TILE_PX);
    if (moved !== drag.current.moved) film.step(moved - drag.current.moved);
    drag.current.moved = moved;
  };
  const shown = frames.slice(Math.max(0, index - AROUND), index + AROUND + 1);
  const offset = index - Math.max(0, index - AROUND);

  return (
    <div
      className={styles.strip}
      role="slider"
      tabIndex={0}
      data-autofocus=""
      aria-label="Frame"
      aria-valuemin={0}
      aria-valuemax={Math.max(0, frames.length - 1)}
      aria-valuenow={index}
      aria-valuetext={`${spokenTime(shownTime)}, ${formatTimecode(shownTime, 3)}`}
      onPointerDown={(event) => {
        drag.current = { x: event.clientX, moved: 0 };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={onPointerMove}
      onPointerUp={() => (drag.current = null)}
      onPointerCancel={() => (drag.current = null)}
    >
      <div className={styles.film} style={{ transform: `translateX(${-(offset + 0.5) * TILE_PX}px)` }}>
        {shown.map((item) => (
          <div
            key={item.time}
            className={`${styles.tile} ${item === frame ? styles.chosen : ''} ${Math.abs(item.time - moment) < film.frameDuration / 2 ? styles.pressed : ''}`}
            style={tileStyle(item)}
          />
        ))}
      </div>
    </div>
  );
}
