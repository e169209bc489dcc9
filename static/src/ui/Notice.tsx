import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon';
import styles from './Notice.module.css';

type Tone = 'info' | 'warning' | 'error';
const ICONS: Record<Tone, IconName> = { info: 'info', warning: 'warning', error: 'warning' };

interface Props {
  tone?: Tone;
  title?: ReactNode;
  small?: boolean;
  action?: ReactNode;
  children?: ReactNode;
}

/** Something to know, where it matters. Errors speak up at once. */
export function Notice({ tone = 'info', title, small, action, children }: Props) {
  return (
    <div
      className={`${styles.notice} ${styles[tone] ?? ''} ${small ? styles.small : ''}`}
      role={tone === 'error' ? 'alert' : 'status'}
    >
      <span className={styles.icon}>
        <Icon name={ICONS[tone]} />
      </span>
      <div className={styles.body}>
        {title && <strong>{title}</strong>}
        {children && <div className={styles.detail}>{children}</div>}
      </div>
      {action}
    </div>
  );
}
