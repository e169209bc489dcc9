import { Link } from 'wouter';
import type { Filter } from '../api/captureList';
import { Empty } from '../ui/Empty';

export function GalleryEmpty({ filter }: { filter: Filter }) {
  if (filter.q || filter.type) {
    return (
      <Empty icon="search" title="Nothing matches">
        <p>{filter.q ? `No title with “${filter.q}”${filter.type ? ` among the ${filter.type}s` : ''}.` : `There are no ${filter.type}s yet.`}</p>
      </Empty>
    );
  }
  return (
    <Empty icon="camera" title="No captures yet">
      <p>
        Take the first one while something plays: <Link href="/">Now Playing</Link>.
      </p>
    </Empty>
  );
}
