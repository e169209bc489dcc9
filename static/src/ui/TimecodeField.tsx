import { useId, useState } from 'react';
import { formatTimecode, parseTimecode } from '../lib/timecode';
import styles from './TimecodeField.module.css';

interface Props {
  label: string;
  seconds: number;
  onChange: (seconds: number) => void;
  /** What is wrong with the value, in words. */
  problem?: string | null;
  onUnreadable?: (unreadable: boolean) => void;
  withHours?: boolean;
}

/** A time that can be typed: 90, 1:30 or 1:02:03.5. While it is being typed
 * the text is left alone. */
export function TimecodeField({ label, seconds, onChange, problem, onUnreadable, withHours }: Props) {
  const [text, setText] = useState<string | null>(null);
  const id = useId();
  const unreadable = text !== null && parseTimecode(text) === null;
  const complaint = unreadable ? 'Type a time like 90, 1:30 or 1:02:03.5' : problem;
  const type = (value: string) => {
    setText(value);
    const parsed = parseTimecode(value);
    if (parsed !== null) onChange(parsed);
    onUnreadable?.(parsed === null);
  };
  // What cannot be read stays, with what is expected, until it is mended.
  const leave = () => setText((old) => (old !== null && parseTimecode(old) === null ? old : null));
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <input
        id={id}
        className={styles.input}
        inputMode="text"
        autoComplete="off"
        spellCheck={false}
        value={text ?? formatTimecode(seconds, 2, withHours)}
        aria-invalid={complaint ? true : undefined}
        aria-describedby={complaint ? `${id}-problem` : undefined}
        onFocus={(event) => event.target.select()}
        onChange={(event) => type(event.target.value)}
        onBlur={leave}
        onKeyDown={(event) => event.key === 'Enter' && leave()}
      />
      {complaint && (
        <span id={`${id}-problem`} className={styles.problem} role="alert">
          {complaint}
        </span>
      )}
    </div>
  );
}
