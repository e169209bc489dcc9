import { useSessions } from '../api/queries';
import { useTitle } from '../ui/useTitle';
import { CardSkeletons } from './CardSkeletons';
import { HealthNotices } from './HealthNotices';
import { NothingPlaying } from './NothingPlaying';
import { RecentList } from './RecentList';
import { SessionCard } from './SessionCard';
import styles from './NowPage.module.css';

export function NowPage() {
  useTitle('Now Playing');
  const { data, isPending, isError } = useSessions();
  return (
    <div className={styles.page}>
      <h1 className={styles.heading}>Now Playing</h1>
      <HealthNotices stale={data?.stale ?? false} />
      {data && data.sessions.length > 0 && (
        <div className={styles.cards}>
          {data.sessions.map((session) => (
            <SessionCard key={session.session_id} session={session} at={data.at} />
          ))}
        </div>
      )}
      {data && data.sessions.length === 0 && <NothingPlaying />}
      {!data && (isPending || isError) && <CardSkeletons />}
      <RecentList />
    </div>
  );
}
