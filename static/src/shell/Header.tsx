import { Link, useLocation } from 'wouter';
import { Icon, type IconName } from '../ui/Icon';
import { Logo } from './Logo';
import styles from './Header.module.css';

const PLACES: { to: string; name: string; icon: IconName; here: (path: string) => boolean }[] = [
  { to: '/', name: 'Now Playing', icon: 'screen', here: (path) => path === '/' },
  { to: '/gallery', name: 'Gallery', icon: 'gallery', here: (path) => path !== '/' },
];

function skip() {
  document.getElementById('main')?.focus();
}

/** Along the top on a desk; the places are under the thumb on a phone. */
export function Header() {
  const [path] = useLocation();
  return (
    <header className={styles.header}>
      <button type="button" className={styles.skip} onClick={skip}>
        Skip to the content
      </button>
      <div className={styles.inner}>
        <Link href="/" className={styles.brand}>
          <Logo />
          MediaSnap
        </Link>
        <nav className={styles.nav} aria-label="Places" data-places="">
          {PLACES.map(({ to, name, icon, here }) => (
            <Link key={to} href={to} className={styles.place} aria-current={here(path) ? 'page' : undefined}>
              <Icon name={icon} size={22} />
              {name}
            </Link>
          ))}
        </nav>
      </div>
    </header>
  );
}
