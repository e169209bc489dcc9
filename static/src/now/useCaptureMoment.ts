import { useCallback, useRef, useState } from 'react';
import { words } from '../api/client';
import { useClip, useScreenshot } from '../api/queries';
import type { Session } from '../api/types';
import { showResult } from '../shell/notify';

/** One finger landing twice is one press. */
const BOUNCE_MS = 350;

/** Takes moments of a session. Presses never wait for each other: the second
 * good moment may come while the first is being saved. */
export function useCaptureMoment(session: Session) {
  const [running, setRunning] = useState(0);
  const [error, setError] = useState<string | null>(null);
  const lastPress = useRef(-Infinity);
  const { mutateAsync: takeScreenshot } = useScreenshot();
  const { mutateAsync: makeClip } = useClip();
  const { session_id, media_key } = session;

  const run = useCallback(async (work: () => Promise<Parameters<typeof showResult>[0]>) => {
    const now = performance.now();
    if (now - lastPress.current < BOUNCE_MS) return false;
    lastPress.current = now;
    setError(null);
    setRunning((count) => count + 1);
    try {
      showResult(await work());
      return true;
    } catch (problem) {
      setError(words(problem));
      return false;
    } finally {
      setRunning((count) => count - 1);
    }
  }, []);

  const screenshot = (timestamp_seconds: number) => run(() => takeScreenshot({ session_id, media_key, timestamp_seconds }));

  const clip = (start_seconds: number, end_seconds: number, precise: boolean) =>
    run(() => makeClip({ session_id, media_key, start_seconds, end_seconds, precise }));

  return { screenshot, clip, busy: running > 0, error, clearError: () => setError(null) };
}
