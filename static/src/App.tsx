import { Suspense, lazy } from 'react';
import { useLocation, useRoute } from 'wouter';
import { useStore } from './lib/store';
import { NowPage } from './now/NowPage';
import { sharing } from './share/shareStore';
import { Header } from './shell/Header';
import { Loading } from './shell/Loading';
import { MissingPage } from './shell/MissingPage';
import { OfflineBanner } from './shell/OfflineBanner';
import { useSpoken } from './shell/useSpoken';
import styles from './App.module.css';

const GalleryPage = lazy(() => import('./gallery/GalleryPage'));
const Toasts = lazy(() => import('./shell/Toasts'));
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
  const spoken = useSpoken();
  return (
    <>
      <Header />
      <OfflineBanner />
      <main className={styles.main} id="main" tabIndex={-1}>
        <Suspense fallback={<Loading />}>
          <Page />
        </Suspense>
      </main>
      {shared && (
        <Suspense>
          <ShareDialog capture={shared} onClose={() => sharing.set(null)} />
        </Suspense>
      )}
      {spoken && (
        <Suspense>
          <Toasts />
        </Suspense>
      )}
    </>
  );
}
