import { Button } from '../ui/Button';
import styles from './TrimTransport.module.css';

interface Props {
  playing: boolean;
  onStart: () => void;
  onPlay: () => void;
  onEnd: () => void;
  onZoom: (factor: number) => void;
}

export function TrimTransport({ playing, onStart, onPlay, onEnd, onZoom }: Props) {
  return (
    <div className={styles.row} role="group" aria-label="Cut at the picture shown">
      <Button small onClick={onStart} aria-keyshortcuts="I" title="Start here (I)">
        Start <kbd className={styles.key}>I</kbd>
      </Button>
      <Button small icon={playing ? 'pause' : 'play'} onClick={onPlay} aria-keyshortcuts="Space" aria-label={playing ? 'Pause' : 'Leaf through'} title="Leaf through (Space)" />
      <Button small onClick={onEnd} aria-keyshortcuts="O" title="End here (O)">
        End <kbd className={styles.key}>O</kbd>
      </Button>
      <span className={styles.gap} />
      <Button small look="quiet" className={styles.zoom} aria-label="Show more of the film" title="Show more of the film" onClick={() => onZoom(2)}>
        −
      </Button>
      <Button small look="quiet" className={styles.zoom} aria-label="Show less of the film" title="Show less of the film" onClick={() => onZoom(0.5)}>
        +
      </Button>
    </div>
  );
}
