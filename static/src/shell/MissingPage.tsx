import { Link } from 'wouter';
import { Empty } from '../ui/Empty';
import { useTitle } from '../ui/useTitle';

export function MissingPage() {
  useTitle('Not found');
  return (
    <Empty icon="film" title="Page not found">
      <p>
        Check the address, or <Link href="/">see what is playing</Link>.
      </p>
    </Empty>
  );
}
