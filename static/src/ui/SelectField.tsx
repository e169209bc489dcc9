import { useId } from 'react';
import styles from './SelectField.module.css';

export interface Choice<T> {
  value: T;
  label: string;
}

interface Props<T> {
  label: string;
  value: T;
  choices: Choice<T>[];
  onChange: (value: T) => void;
}

/** The browser's own list: the best there is on a phone. */
export function SelectField<T>({ label, value, choices, onChange }: Props<T>) {
  const id = useId();
  const index = Math.max(0, choices.findIndex((choice) => choice.value === value));
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <select id={id} className={styles.select} value={index} onChange={(event) => onChange(choices[Number(event.target.value)]!.value)}>
        {choices.map((choice, i) => (
          <option key={i} value={i}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  );
}
