import * as Primitive from '@radix-ui/react-switch';
import { useId } from 'react';
import styles from './Switch.module.css';

interface Props {
  label: string;
  hint?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

export function Switch({ label, hint, checked, onChange }: Props) {
  const id = useId();
  return (
    <div className={styles.row}>
      <Primitive.Root
        className={styles.track}
        id={id}
        checked={checked}
        onCheckedChange={onChange}
        aria-describedby={hint ? `${id}-hint` : undefined}
      >
        <Primitive.Thumb className={styles.thumb} />
      </Primitive.Root>
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
