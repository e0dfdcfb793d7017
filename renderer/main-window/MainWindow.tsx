import { lazy, Suspense } from 'react';
import { Announcer } from '../components/Announcer.tsx';
import { cx } from '../components/cx.ts';
import { WhenReady } from '../components/WhenReady.tsx';
import { useDocumentLook } from '../state/document-look.ts';
import { useApp } from '../state/store-context.ts';
import { AppNotices } from './AppNotices.tsx';
import styles from './MainWindow.module.css';
import { PlaceView } from './PlaceView.tsx';
import { Sidebar } from './Sidebar.tsx';
import { useHoldStandIn } from './use-hold-stand-in.ts';
import { usePlaceInAddress } from './use-place-in-address.ts';

const Welcome = lazy(() => import('../views/WelcomeView.tsx'));
const Dialogs = lazy(() => import('../dialogs/Dialogs.tsx'));

export default function MainWindow() {
  useDocumentLook();
  usePlaceInAddress();
  useHoldStandIn();
  return (
    <WhenReady>
      <Content />
      <Announcer />
    </WhenReady>
  );
}

function Content() {
  const isFirstRun = useApp((state) => state.snapshot?.settings.firstRunDone === false);
  const hasDialog = useApp((state) => state.dialog !== null);
  return (
    <>
      {isFirstRun ? (
        <>
          <div className={cx(styles.notices)}>
            <AppNotices />
          </div>
          <Suspense fallback={null}>
            <Welcome />
          </Suspense>
        </>
      ) : (
        <div className={cx(styles.window)}>
          <Sidebar />
          <main className={cx(styles.main)}>
            <div className={cx(styles.notices)}>
              <AppNotices />
            </div>
            <div className={cx(styles.view)}>
              <PlaceView />
            </div>
          </main>
        </div>
      )}
      <Suspense fallback={null}>{hasDialog ? <Dialogs /> : null}</Suspense>
    </>
  );
}
