import block from '../ui/Skeleton.module.css';
import styles from './GridSkeleton.module.css';

export function GridSkeleton() {
  return (
    <div className={styles.grid} role="status">
      <span className="visually-hidden">Loading the gallery</span>
      {Array.from({ length: 8 }, (_, key) => (
        <div key={key} className={`${block.block} ${styles.tile}`} aria-hidden="true" />
      ))}
    </div>
  );
}
