import { useRecent } from '../api/queries';
import { RecentRow } from './RecentRow';
import styles from './RecentList.module.css';

export function RecentList() {
  const { data } = useRecent();
  if (!data || data.length === 0) return null;
  return (
    <section className={styles.section} aria-labelledby="recent">
      <h2 className={styles.heading} id="recent">
        Recently played
      </h2>
      <ul className={styles.list}>
        {data.map((session) => (
          <RecentRow key={`${session.session_id}-${session.media_key}`} session={session} />
        ))}
      </ul>
    </section>
  );
}
