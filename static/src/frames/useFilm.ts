import { useQueries } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Session } from '../api/types';
import { type Frame, frameAt, framesOf, mergeFrames, stepTime, wantedCentre } from './strip';
import { framesQuery } from './queries';

const COUNT = 31;
const TILE_PX = 240;
const FALLBACK_FRAME = 1 / 24;

export interface Film {
  frames: Frame[];
  index: number;
  frame: Frame | undefined;
  /** The moment asked for, also while its frame is on its way. */
  wanted: number;
  frameDuration: number;
  error: unknown;
  /** Goes so many frames on, or back. */
  step: (by: number) => void;
  go: (time: number) => void;
  /** Goes so many seconds on from the moment that is wanted. */
  move: (seconds: number) => void;
}

/** Presses come in quick succession; only where they end is asked for. */
const SETTLE_MS = 120;

function covers(frames: readonly Frame[], time: number, frameDuration: number): boolean {
  const first = frames[0];
  const last = frames.at(-1);
  return Boolean(first && last && first.time <= time && time <= last.time + frameDuration);
}

/** The frames around a moment, more of them as one comes near the ends. What
 * counts is the moment that is wanted, whether its frame is there or not. */
export function useFilm(session: Session, moment: number): Film {
  const { duration_seconds: duration } = session;
  const [centres, setCentres] = useState([moment]);
  const [wanted, setWanted] = useState(moment);
  const answers = useQueries({
    queries: centres.map((at) => framesQuery(session, { at, count: COUNT, step: 'frame', width: TILE_PX })),
  });
  const sheets = answers.map((answer) => answer.data);
  // Known once, it holds while the next sheet is on its way.
  const known = useRef(FALLBACK_FRAME);
  const frameDuration = sheets.find(Boolean)?.frame_duration_seconds || known.current;
  known.current = frameDuration;
  const frames = useMemo(
    () => mergeFrames(sheets.map((sheet) => (sheet ? framesOf(sheet) : [])), frameDuration),
    // The sheets are kept by the query library: same address, same object.
    [...sheets, frameDuration],
  );
  const index = frameAt(frames, wanted);
  const isSettled = answers.every((answer) => !answer.isFetching);
  const isCovered = covers(frames, wanted, frameDuration);
  // Past its last picture a film shows that one.
  const isThere = isCovered || (isSettled && frames.length > 0 && centres.includes(wanted));
  const next = isSettled && isThere ? wantedCentre(frames, index, frameDuration, COUNT, duration) : null;

  useEffect(() => {
    if (next === null) return;
    const asked = (at: number) => Math.abs(at - next) < frameDuration;
    setCentres((known) => (known.some(asked) ? known : [...known, next]));
  }, [next, frameDuration]);

  useEffect(() => {
    if (isCovered || centres.includes(wanted)) return;
    const timer = setTimeout(() => setCentres([wanted]), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [isCovered, centres, wanted]);

  const within = (time: number) => Math.min(Math.max(0, time), duration > 0 ? duration : Infinity);
  const failed = answers.find((answer) => answer.isError);
  return {
    frames,
    index,
    frame: isThere ? frames[index] : undefined,
    wanted,
    frameDuration,
    error: failed?.error ?? null,
    step: (by) => setWanted((old) => stepTime(frames, frameAt(frames, old), old, by, frameDuration, duration)),
    go: (time) => setWanted(within(time)),
    move: (seconds) => setWanted((old) => within(old + seconds)),
  };
}
