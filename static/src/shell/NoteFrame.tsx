import { type ReactNode, useRef } from 'react';
import { Button } from '../ui/Button';
import { dismiss } from '../messages/notify';
import { useCountdown } from './useCountdown';
import styles from './Messages.module.css';

interface Props {
  noteKey: number;
  /** How long it stays; null: until it is closed. */
  stayMs: number | null;
  urgent?: boolean;
  /** Out of sight, but its button keeps the focus. */
  aside?: boolean;
  className?: string | undefined;
  closable?: boolean;
  children: ReactNode;
}

/** What all messages share: they go by themselves, by their cross, or when
 * what lies under them is pressed. */
export function NoteFrame({ noteKey, stayMs, urgent, aside, className, closable = true, children }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  useCountdown(stayMs, frame, () => dismiss(noteKey));
  return (
    <div ref={frame} className={[styles.note, aside && styles.aside, className].filter(Boolean).join(' ')} data-note={noteKey} role={urgent ? 'alert' : 'status'}>
      {children}
      {closable && (
        <Button look="quiet" small icon="close" className={styles.close} aria-label="Close the message" onClick={() => dismiss(noteKey)} />
      )}
    </div>
  );
}
