import { useState } from 'react';
import type { Session } from '../api/types';
import { firstState, moveHead, problems, setEnd, setHandles, setStart, zoomed } from '../lib/trim';

const FIRST_LENGTH = 30;

export function useTrim(session: Session, moment: number) {
  const duration = session.duration_seconds;
  const [state, setState] = useState(() => firstState(moment, FIRST_LENGTH, duration));
  return {
    state,
    problems: problems(state, duration),
    start: (time: number) => setState((old) => setStart(old, time, duration)),
    end: (time: number) => setState((old) => setEnd(old, time, duration)),
    startHere: () => setState((old) => setStart(old, old.head, duration)),
    endHere: () => setState((old) => setEnd(old, old.head, duration)),
    handles: (start: number, end: number) => setState((old) => setHandles(old, start, end)),
    head: (time: number) => setState((old) => moveHead(old, time, duration)),
    by: (seconds: number) => setState((old) => moveHead(old, old.head + seconds, duration)),
    zoom: (factor: number) => setState((old) => zoomed(old, factor, duration)),
  };
}

export type Trim = ReturnType<typeof useTrim>;
