import { useEffect, useState } from 'react';
import type { Filter } from '../api/captureList';
import { plural } from '../lib/format';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';
import styles from './Toolbar.module.css';

const TYPES = [
  { type: null, name: 'All' },
  { type: 'screenshot', name: 'Screenshots' },
  { type: 'clip', name: 'Clips' },
] as const;

const TYPING_MS = 250;

interface Props {
  filter: Filter;
  onFilter: (filter: Filter) => void;
  total: number | null;
  selecting: boolean;
  onSelecting: (on: boolean) => void;
}

export function Toolbar({ filter, onFilter, total, selecting, onSelecting }: Props) {
  const [text, setText] = useState(filter.q);
  useEffect(() => {
    const q = text.trim();
    if (q === filter.q) return;
    const timer = setTimeout(() => onFilter({ ...filter, q }), TYPING_MS);
    return () => clearTimeout(timer);
  });

  return (
    <div className={styles.toolbar}>
      <div className={styles.head}>
        <h1 className={styles.heading}>Gallery</h1>
        <span className={styles.count} role="status">
          {total === null ? '' : plural(total, 'capture')}
        </span>
        <Button small icon="select" aria-pressed={selecting} onClick={() => onSelecting(!selecting)}>
          Select
        </Button>
      </div>
      <div className={styles.controls}>
        <div className={styles.search}>
          <Icon name="search" />
          <input
            type="search"
            className={styles.input}
            placeholder="Search titles"
            aria-label="Search titles"
            value={text}
            maxLength={200}
            enterKeyHint="search"
            autoComplete="off"
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        <div className={styles.types} role="group" aria-label="Show">
          {TYPES.map(({ type, name }) => (
            <button
              key={name}
              type="button"
              className={styles.type}
              aria-pressed={filter.type === type}
              onClick={() => onFilter({ ...filter, type })}
            >
              {name}
            </button>
          ))}
        </div>
      </div>
    </div>
  );
}
