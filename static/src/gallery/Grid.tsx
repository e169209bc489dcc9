import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Capture } from '../api/types';
import { GAP, gridShape, rowCount, rowItems } from '../lib/grid';
import { Tile } from './Tile';
import styles from './Grid.module.css';

interface Props {
  captures: Capture[];
  hasMore: boolean;
  loadingMore: boolean;
  failedMore: boolean;
  onMore: () => void;
  selected: ReadonlySet<string> | null;
  onToggle: (id: string) => void;
  onOpen: (id: string) => void;
}

/** Load the next page while this many rows are still below the view. */
const AHEAD_ROWS = 6;

function useWidth(element: React.RefObject<HTMLElement | null>): { width: number; top: number } {
  const [box, setBox] = useState({ width: 0, top: 0 });
  useLayoutEffect(() => {
    const node = element.current;
    if (!node) return;
    const measure = () => {
      const { width, top } = node.getBoundingClientRect();
      // Both of one moment: React calls the updater later, scrolled on.
      const next = { width, top: Math.round(top + window.scrollY) };
      setBox((old) => (old.width === next.width && old.top === next.top ? old : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(node);
    return () => observer.disconnect();
  }, [element]);
  return box;
}

/** Only the rows in view exist, however long the list. */
export function Grid({ captures, hasMore, loadingMore, failedMore, onMore, selected, onToggle, onOpen }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const { width, top } = useWidth(box);
  const { columns, rowHeight } = gridShape(width);
  const rows = rowCount(captures.length, columns);
  const virtual = useWindowVirtualizer({ count: rows, estimateSize: () => rowHeight, overscan: 4, scrollMargin: top });

  useEffect(() => virtual.measure(), [virtual, rowHeight, columns]);

  const shown = virtual.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !loadingMore && lastShown >= rows - AHEAD_ROWS) onMore();
  });

  return (
    <>
      <div ref={box} className={styles.space} style={{ height: virtual.getTotalSize() }}>
        <ul className={styles.list} aria-label="Captures">
          {shown.map((row) =>
            rowItems(captures, row.index, columns).map((capture, column) => (
              <li
                key={capture.id}
                className={styles.cell}
                style={{
                  width: `calc((100% - ${(columns - 1) * GAP}px) / ${columns})`,
                  height: rowHeight - GAP,
                  transform: `translate(calc(${column} * (100% + ${GAP}px)), ${row.start - top}px)`,
                }}
              >
                <Tile
                  capture={capture}
                  selected={selected ? selected.has(capture.id) : null}
                  onToggle={onToggle}
                  onOpen={onOpen}
                />
              </li>
            )),
          )}
        </ul>
      </div>
      <div className={styles.end}>
        {loadingMore && (
          <span role="status" className={styles.more}>
            {failedMore ? 'More could not be loaded; trying again' : 'Loading more'}
          </span>
        )}
      </div>
    </>
  );
}
