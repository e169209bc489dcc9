import { lazy, useMemo, useState } from 'react';
import { useCaptures } from '../api/captureList';
import { isUnreachable, words } from '../api/client';
import { Part } from '../ui/Part';
import { useTitle } from '../ui/useTitle';
import { deleteLater } from '../messages/deletes';
import { useHiddenIds } from '../messages/useDeletes';
import { download } from '../share/files';
import { plural } from '../lib/format';
import { Notice } from '../ui/Notice';
import { GalleryEmpty } from './GalleryEmpty';
import { Grid } from './Grid';
import { GridSkeleton } from './GridSkeleton';
import { SelectionBar } from './SelectionBar';
import { Toolbar } from './Toolbar';
import { useFilter } from './useFilter';
import { useKeepPlace } from './useKeepPlace';
import { useOpenCapture } from './useOpenCapture';
import styles from './GalleryPage.module.css';

const Viewer = lazy(() => import('./Viewer'));

/** A browser drops downloads that come all at once. */
const DOWNLOAD_GAP_MS = 400;

export default function GalleryPage({ openId }: { openId: string | null }) {
  const [filter, setFilter] = useFilter();
  const list = useCaptures(filter);
  const hidden = useHiddenIds();
  const opener = useOpenCapture(openId);
  useKeepPlace(list, filter);
  const [selected, setSelected] = useState<ReadonlySet<string> | null>(null);

  const captures = useMemo(
    () => (list.data?.pages ?? []).flatMap((page) => page.captures).filter((capture) => !hidden.has(capture.id)),
    [list.data, hidden],
  );
  const total = Math.max(0, (list.data?.pages[0]?.total ?? 0) - hiddenInList(list.data?.pages, hidden));
  useTitle(openId ? 'Capture' : 'Gallery');

  const chosen = captures.filter((capture) => selected?.has(capture.id));
  const toggle = (id: string) => {
    const next = new Set(selected ?? []);
    if (!next.delete(id)) next.add(id);
    setSelected(next);
  };
  const deleteChosen = () => {
    deleteLater(chosen.map((capture) => capture.id), plural(chosen.length, 'capture'));
    setSelected(null);
  };
  const downloadChosen = () => {
    chosen
      .filter((capture) => capture.status === 'complete')
      .forEach((capture, i) => setTimeout(() => download(capture), i * DOWNLOAD_GAP_MS));
    setSelected(null);
  };

  return (
    <div className={styles.page}>
      <Toolbar
        filter={filter}
        onFilter={setFilter}
        total={list.isSuccess ? total : null}
        selecting={selected !== null}
        onSelecting={(on) => setSelected(on ? new Set() : null)}
      />
      {/* A server that does not answer has its banner. */}
      {list.failureReason && !list.data && !isUnreachable(list.failureReason) && (
        <Notice tone="error" title="The gallery cannot be read">
          {words(list.failureReason)} Trying again.
        </Notice>
      )}
      {!list.data && <GridSkeleton />}
      {list.isSuccess && captures.length === 0 && !list.hasNextPage && <GalleryEmpty filter={filter} />}
      {captures.length > 0 && (
        <Grid
          captures={captures}
          hasMore={list.hasNextPage}
          loadingMore={list.isFetchingNextPage}
          failedMore={list.isFetchingNextPage && list.failureReason !== null}
          onMore={() => void list.fetchNextPage()}
          selected={selected}
          onToggle={toggle}
          onOpen={opener.open}
        />
      )}
      {selected && (
        <SelectionBar count={chosen.length} onDelete={deleteChosen} onDownload={downloadChosen} onDone={() => setSelected(null)} />
      )}
      {openId && (
        <Part>
          <Viewer id={openId} captures={captures} onMove={opener.move} onClose={opener.close} />
        </Part>
      )}
    </div>
  );
}

function hiddenInList(pages: { captures: { id: string }[] }[] | undefined, hidden: ReadonlySet<string>): number {
  if (hidden.size === 0) return 0;
  return (pages ?? []).reduce((sum, page) => sum + page.captures.filter((capture) => hidden.has(capture.id)).length, 0);
}
