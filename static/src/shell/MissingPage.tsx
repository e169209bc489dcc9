import { Link } from 'wouter';
import { Empty } from '../ui/Empty';
import { useTitle } from './useTitle';

export function MissingPage() {
  useTitle('Not found');
  return (
    <Empty icon="film" title="There is nothing here">
      <p>
        The address is not one of MediaSnap’s. <Link href="/">See what is playing</Link>.
      </p>
    </Empty>
  );
}
