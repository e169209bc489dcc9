import styles from './Loading.module.css';

export function Loading() {
  return (
    <div className={styles.center} role="status">
      <span className={styles.ring} aria-hidden="true" />
      <span className="visually-hidden">Loading</span>
    </div>
  );
}
