import { isHomeScreenApp } from '../share/abilities';
import { Button } from '../ui/Button';
import styles from './SelectionBar.module.css';

interface Props {
  count: number;
  onDelete: () => void;
  onDownload: () => void;
  onDone: () => void;
}

export function SelectionBar({ count, onDelete, onDownload, onDone }: Props) {
  return (
    <div className={styles.bar} role="toolbar" aria-label="Selected captures">
      <span className={styles.count} role="status">
        {count} selected
      </span>
      {!isHomeScreenApp() && (
        <Button small look="download" icon="download" disabled={count === 0} aria-label="Download selected" onClick={onDownload} />
      )}
      <Button small look="danger" icon="trash" disabled={count === 0} aria-label="Delete selected" onClick={onDelete} />
      <Button small onClick={onDone}>
        Done
      </Button>
    </div>
  );
}
