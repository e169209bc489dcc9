import { lazy } from 'react';
import { useLocation, useRoute } from 'wouter';
import { useStore } from './lib/store';
import { NowPage } from './now/NowPage';
import { sharing } from './share/shareStore';
import { Header } from './shell/Header';
import { Loading } from './ui/Loading';
import { Messages } from './shell/Messages';
import { MissingPage } from './shell/MissingPage';
import { Part } from './ui/Part';
import { StateBanner } from './shell/StateBanner';
import styles from './App.module.css';

const GalleryPage = lazy(() => import('./gallery/GalleryPage'));
const ShareDialog = lazy(() => import('./share/ShareDialog'));

function Page() {
  const [path] = useLocation();
  const [isCapture, params] = useRoute('/c/:id');
  if (path === '/') return <NowPage />;
  // One place in the tree for both, so that the list stays while a capture is open.
  if (path === '/gallery' || isCapture) return <GalleryPage openId={params?.id ?? null} />;
  return <MissingPage />;
}

export function App() {
  const shared = useStore(sharing);
  const [path] = useLocation();
  return (
    <>
      <Header />
      <StateBanner />
      <main className={styles.main} id="main" tabIndex={-1}>
        <Part key={path === '/' ? 'now' : 'gallery'} waiting={<Loading />}>
          <Page />
        </Part>
      </main>
      {shared && (
        <Part>
          <ShareDialog capture={shared} onClose={() => sharing.set(null)} />
        </Part>
      )}
      <Messages />
    </>
  );
}
