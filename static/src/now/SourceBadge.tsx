import { useSourceLook } from '../api/sources';
import styles from './SourceBadge.module.css';

export function SourceBadge({ source }: { source: string }) {
  const { label, accent } = useSourceLook(source);
  return (
    <span className={styles.badge} style={accent ? { background: accent } : undefined}>
      {label}
    </span>
  );
}
