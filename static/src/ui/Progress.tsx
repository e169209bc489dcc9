import styles from './Progress.module.css';

/** A bar with a name; value is 0 to 1. */
export function Progress({ value, label, text }: { value: number; label: string; text?: string }) {
  const part = Math.min(1, Math.max(0, value));
  return (
    <div
      className={styles.track}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(part * 100)}
      aria-valuetext={text}
    >
      <div className={`${styles.fill} ${styles.glide}`} style={{ transform: `scaleX(${part})` }} />
    </div>
  );
}
