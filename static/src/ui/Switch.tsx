import { useId } from 'react';
import styles from './Switch.module.css';

interface Props {
  label: string;
  hint?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** The browser's own checkbox, which says that it is a switch. */
export function Switch({ label, hint, checked, onChange }: Props) {
  const id = useId();
  return (
    <div className={styles.row}>
      <input
        type="checkbox"
        role="switch"
        className={styles.track}
        id={id}
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        aria-describedby={hint ? `${id}-hint` : undefined}
      />
      <div className={styles.words}>
        <label htmlFor={id} className={styles.label}>
          {label}
        </label>
        {hint && (
          <span id={`${id}-hint`} className={styles.hint}>
            {hint}
          </span>
        )}
      </div>
    </div>
  );
}
