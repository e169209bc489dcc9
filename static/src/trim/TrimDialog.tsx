import { useState } from 'react';
import { words } from '../api/client';
import { useClip } from '../api/queries';
import type { Session } from '../api/types';
import { formatLength } from '../lib/timecode';
import { fullName } from '../now/names';
import { showResult } from '../shell/notify';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { Notice } from '../ui/Notice';
import { Switch } from '../ui/Switch';
import { TimecodeField } from '../ui/TimecodeField';

export default function TrimDialog({ session, moment, onClose }: { session: Session; moment: number; onClose: () => void }) {
  const [start, setStart] = useState(Math.max(0, moment - 30));
  const [end, setEnd] = useState(moment);
  const [precise, setPrecise] = useState(true);
  const clip = useClip();
  const length = end - start;
  const make = () =>
    clip.mutate(
      { session_id: session.session_id, media_key: session.media_key, start_seconds: start, end_seconds: end, precise },
      {
        onSuccess: (capture) => {
          showResult(capture);
          onClose();
        },
      },
    );
  const foot = (
    <Button look="primary" icon="clip" busy={clip.isPending} disabled={length <= 0} onClick={make}>
      Make the clip
    </Button>
  );
  return (
    <Dialog title="Trim" description={fullName(session)} onClose={onClose} foot={foot}>
      <TimecodeField label="Start" seconds={start} onChange={setStart} />
      <TimecodeField label="End" seconds={end} onChange={setEnd} problem={length <= 0 ? 'The end is not after the start' : null} />
      {length > 0 && <p>{formatLength(length)}</p>}
      <Switch label="Precise" hint="Exact to the frame" checked={precise} onChange={setPrecise} />
      {clip.isError && <Notice tone="error">{words(clip.error)}</Notice>}
    </Dialog>
  );
}
