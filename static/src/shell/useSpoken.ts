import { useEffect, useState } from 'react';
import { useStore } from '../lib/store';
import { notes } from './notify';
import { useWaitingDeletes } from './useDeletes';

/** True from the first message on: what shows them is loaded when it is
 * needed, and then stays. */
export function useSpoken(): boolean {
  const shown = useStore(notes).length > 0;
  const waiting = useWaitingDeletes().length > 0;
  const [spoken, setSpoken] = useState(false);
  useEffect(() => {
    if (shown || waiting) setSpoken(true);
  }, [shown, waiting]);
  return spoken;
}
