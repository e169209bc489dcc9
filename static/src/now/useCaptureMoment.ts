import { useCallback, useRef, useState } from 'react';
import { words } from '../api/client';
import { useClip, useScreenshot } from '../api/queries';
import type { Capture, Session } from '../api/types';
import { TooManyWaiting } from '../lib/limiter';
import { showResult } from '../messages/notify';

/** One finger landing twice is one press; nobody presses this fast. */
const BOUNCE_MS = 50;

function reason(problem: unknown): string {
  if (problem instanceof TooManyWaiting) return 'Many captures are waiting already. Wait a moment, then press again.';
  return words(problem);
}

/** Takes moments of a session. Presses never wait for each other: the second
 * good moment may come while the first is being saved. */
export function useCaptureMoment(session: Session) {
  const [running, setRunning] = useState(0);
  const [error, setError] = useState<string | null>(null);
  const lastPress = useRef(-Infinity);
  const { mutateAsync: takeScreenshot } = useScreenshot();
  const { mutateAsync: makeClip } = useClip();
  const { session_id, media_key } = session;

  const run = useCallback(async (work: () => Promise<Capture>) => {
    const now = performance.now();
    if (now - lastPress.current < BOUNCE_MS) return;
    lastPress.current = now;
    setError(null);
    setRunning((count) => count + 1);
    try {
      showResult(await work());
    } catch (problem) {
      setError(reason(problem));
    } finally {
      setRunning((count) => count - 1);
    }
  }, []);

  const screenshot = (timestamp_seconds: number) => run(() => takeScreenshot({ session_id, media_key, timestamp_seconds }));

  const clip = (start_seconds: number, end_seconds: number, precise: boolean) =>
    run(() => makeClip({ session_id, media_key, start_seconds, end_seconds, precise }));

  return { screenshot, clip, busy: running > 0, error, clearError: () => setError(null) };
}
