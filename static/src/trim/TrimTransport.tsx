import { Button } from '../ui/Button';
import styles from './TrimTransport.module.css';

interface Props {
  playing: boolean;
  onStart: () => void;
  onPlay: () => void;
  onEnd: () => void;
  onZoom: (factor: number) => void;
  canWiden: boolean;
  canNarrow: boolean;
}

export function TrimTransport({ playing, onStart, onPlay, onEnd, onZoom, canWiden, canNarrow }: Props) {
  return (
    <div className={styles.row} role="group" aria-label="Cut at the picture shown">
      <Button small className={styles.mark} onClick={onStart} aria-keyshortcuts="I" title="Set start here (I)">
        Set start here <kbd className={styles.key}>I</kbd>
      </Button>
      <Button small icon={playing ? 'pause' : 'play'} onClick={onPlay} aria-keyshortcuts="Space" aria-label={playing ? 'Pause' : 'Preview'} title="Preview (Space)" />
      <Button small className={styles.mark} onClick={onEnd} aria-keyshortcuts="O" title="Set end here (O)">
        Set end here <kbd className={styles.key}>O</kbd>
      </Button>
      <span className={styles.gap} />
      <Button small look="quiet" className={styles.zoom} aria-label="Show more of the film" title="Show more of the film" disabled={!canWiden} onClick={() => onZoom(2)}>
        −
      </Button>
      <Button small look="quiet" className={styles.zoom} aria-label="Show less of the film" title="Show less of the film" disabled={!canNarrow} onClick={() => onZoom(0.5)}>
        +
      </Button>
    </div>
  );
}
