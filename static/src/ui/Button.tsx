import type { ComponentProps } from 'react';
import { Icon, type IconName } from './Icon';
import styles from './Button.module.css';

export type Look = 'primary' | 'plain' | 'quiet' | 'download' | 'danger';

interface Shape {
  look?: Look;
  icon?: IconName;
  small?: boolean;
  busy?: boolean;
}

function classes({ look = 'plain', small }: Shape, iconOnly: boolean, extra?: string): string {
  return [styles.button, styles[look], small && styles.small, iconOnly && styles.icon, extra].filter(Boolean).join(' ');
}

function Inside({ icon, busy }: Shape) {
  if (busy) return <span className={styles.spinner} aria-hidden="true" />;
  return icon ? <Icon name={icon} /> : null;
}

/** With no children it is an icon button and needs an aria-label. While busy
 * it keeps the focus and ignores presses. */
export function Button({ look, icon, small, busy, className, children, onClick, ...rest }: Shape & ComponentProps<'button'>) {
  const shape = { look, icon, small, busy } as Shape;
  return (
    <button
      type="button"
      className={classes(shape, !children, className)}
      aria-disabled={busy || undefined}
      onClick={busy ? undefined : onClick}
      {...rest}
    >
      <Inside {...shape} />
      {children}
    </button>
  );
}

export function LinkButton({ look, icon, small, className, children, ...rest }: Shape & ComponentProps<'a'>) {
  const shape = { look, icon, small } as Shape;
  return (
    <a className={classes(shape, !children, className)} {...rest}>
      <Inside {...shape} />
      {children}
    </a>
  );
}
