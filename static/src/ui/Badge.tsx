import type { Source } from '../api/types';
import styles from './Badge.module.css';

export const SOURCE_NAMES: Record<Source, string> = { plex: 'Plex', jellyfin: 'Jellyfin' };

export function SourceBadge({ source }: { source: Source }) {
  return <span className={`${styles.badge} ${styles[source] ?? ''}`}>{SOURCE_NAMES[source]}</span>;
}
