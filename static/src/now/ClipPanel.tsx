import { useRef } from 'react';
import type { Session } from '../api/types';
import { usePreference } from '../lib/preference';
import { formatTimecode } from '../lib/timecode';
import { Button } from '../ui/Button';
import { Switch } from '../ui/Switch';
import { useScrollIntoView } from '../ui/useScrollIntoView';
import { CLIP_PRESETS } from './presets';
import styles from './ClipPanel.module.css';

interface Props {
  id: string;
  session: Session;
  mark: number;
  onMarkNow: () => void;
  onPreset: (start: number, end: number, precise: boolean) => void;
  onTrim: () => void;
}

/** The last so many seconds, up to the moment that Clip was pressed. */
export function ClipPanel({ id, session, mark, onMarkNow, onPreset, onTrim }: Props) {
  const [precise, setPrecise] = usePreference('precise', false);
  const panel = useRef<HTMLDivElement>(null);
  useScrollIntoView(panel);
  const end = formatTimecode(mark, 0, session.duration_seconds >= 3600);
  return (
    <div ref={panel} className={styles.panel} id={id} role="group" aria-label={`Clip of ${session.title}`}>
      <div className={styles.mark}>
        <span>
          Clip ending at <strong>{end}</strong>
        </span>
        <Button look="quiet" small icon="retry" onClick={onMarkNow}>
          Use current time
        </Button>
      </div>
      <div className={styles.presets}>
        {CLIP_PRESETS.map(({ seconds, label }) => (
          <Button key={seconds} className={styles.preset} onClick={() => onPreset(Math.max(0, mark - seconds), mark, precise)}>
            {label}
          </Button>
        ))}
      </div>
      <div className={styles.options}>
        <Switch
          label="Precise"
          hint={precise ? 'Frame-exact, slower' : 'Instant; may begin slightly early'}
          checked={precise}
          onChange={setPrecise}
        />
        <Button small icon="trim" onClick={onTrim}>
          Trim
        </Button>
      </div>
    </div>
  );
}
