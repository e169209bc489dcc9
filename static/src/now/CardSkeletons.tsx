import card from './SessionCard.module.css';
import page from './NowPage.module.css';
import styles from '../ui/Skeleton.module.css';

/** The shape of what is coming, while it is asked for. */
export function CardSkeletons() {
  return (
    <div className={page.cards} role="status">
      <span className="visually-hidden">Asking what is playing</span>
      {[0, 1].map((key) => (
        <div key={key} className={card.card} aria-hidden="true">
          <div className={card.top}>
            <div className={`${styles.block} ${styles.poster}`} />
            <div className={styles.lines}>
              <div className={styles.block} />
              <div className={`${styles.block} ${styles.tall}`} />
              <div className={styles.block} />
            </div>
          </div>
          <div className={styles.block} />
          <div className={`${styles.block} ${styles.button}`} />
        </div>
      ))}
    </div>
  );
}
