import { useEffect, useRef, useState } from 'react';
import { Icon, type IconName } from './Icon';
import styles from './Thumb.module.css';

interface Props {
  src: string | null;
  fallback?: IconName;
  lazy?: boolean;
  /** Posters are upright and stills are wide; the frame around can follow. */
  onShape?: (isWide: boolean) => void;
}

/** A media server that was away comes back; its pictures should too. The
 * first time it may only have been busy. */
const AGAIN_MS = 30_000;
const SOON_MS = 3000;

/** A picture beside its title, so it says nothing of its own; where it
 * cannot be had, a quiet icon stands in. */
export function Thumb({ src, fallback = 'film', lazy, onShape }: Props) {
  const [failed, setFailed] = useState<string | null>(null);
  const failures = useRef(0);
  useEffect(() => {
    if (failed === null) return;
    failures.current += 1;
    const timer = setTimeout(() => setFailed(null), failures.current > 2 ? AGAIN_MS : SOON_MS);
    return () => clearTimeout(timer);
  }, [failed]);
  const usable = src && failed !== src;
  return (
    <div className={styles.frame}>
      {usable ? (
        <img
          className={styles.image}
          src={src}
          alt=""
          loading={lazy ? 'lazy' : undefined}
          draggable={false}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => onShape?.(naturalWidth > naturalHeight)}
          onError={() => setFailed(src)}
        />
      ) : (
        <Icon name={fallback} size={32} />
      )}
    </div>
  );
}
