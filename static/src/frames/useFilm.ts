import { useQueries } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { Session } from '../api/types';
import { type Frame, frameAt, framesOf, mergeFrames, stepTime, wantedCentre } from '../lib/strip';
import { framesQuery } from './queries';

const COUNT = 31;
const TILE_PX = 240;
const FALLBACK_FRAME = 1 / 24;

export interface Film {
  frames: Frame[];
  index: number;
  frame: Frame | undefined;
  frameDuration: number;
  error: unknown;
  /** Goes so many frames on, or back. */
  step: (by: number) => void;
  go: (time: number) => void;
}

/** The frames around a moment, more of them as one comes near the ends. */
export function useFilm(session: Session, moment: number): Film {
  const [centres, setCentres] = useState([moment]);
  const [time, setTime] = useState(moment);
  const answers = useQueries({
    queries: centres.map((at) => framesQuery(session, { at, count: COUNT, step: 'frame', width: TILE_PX })),
  });
  const sheets = answers.map((answer) => answer.data);
  const frameDuration = sheets.find(Boolean)?.frame_duration_seconds || FALLBACK_FRAME;
  const frames = useMemo(
    () => mergeFrames(sheets.map((sheet) => (sheet ? framesOf(sheet) : [])), frameDuration),
    // The sheets are kept by the query library: same address, same object.
    [...sheets, frameDuration],
  );
  const index = frameAt(frames, time);
  const settled = answers.every((answer) => !answer.isFetching);
  const wanted = settled ? wantedCentre(frames, index, frameDuration, COUNT, session.duration_seconds) : null;

  useEffect(() => {
    if (wanted === null) return;
    const asked = (at: number) => Math.abs(at - wanted) < frameDuration;
    setCentres((known) => (known.some(asked) ? known : [...known, wanted]));
  }, [wanted, frameDuration]);

  const go = (target: number) => {
    const end = session.duration_seconds > 0 ? session.duration_seconds : Infinity;
    const to = Math.min(Math.max(0, target), end);
    setTime(to);
    const covered = frames.length > 0 && frames[0]!.time <= to && to <= frames.at(-1)!.time + frameDuration;
    if (!covered) setCentres([to]);
  };
  const step = (by: number) => setTime(stepTime(frames, index, time, by, frameDuration, session.duration_seconds));

  const failed = answers.find((answer) => answer.isError);
  return { frames, index, frame: frames[index], frameDuration, error: failed?.error ?? null, step, go };
}
