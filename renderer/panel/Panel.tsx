import { lazy, Suspense } from 'react';
import { Announcer } from '../components/Announcer.tsx';
import { cx } from '../components/cx.ts';
import { WhenReady } from '../components/WhenReady.tsx';
import { useDocumentLook } from '../state/document-look.ts';
import { useApi, useApp } from '../state/store-context.ts';
import { useDefaultChain } from '../state/use-default-chain.ts';
import { useEscape } from '../state/use-escape.ts';
import styles from './Panel.module.css';
import { PanelChain } from './PanelChain.tsx';
import { PanelFoot } from './PanelFoot.tsx';
import { PanelHead } from './PanelHead.tsx';
import { PanelNotices } from './PanelNotices.tsx';
import { PanelServers } from './PanelServers.tsx';

const Dialogs = lazy(() => import('../dialogs/Dialogs.tsx'));

export default function Panel() {
  useDocumentLook();
  const api = useApi();
  useEscape(() => void api.closePanel());
  return (
    <main className={cx(styles.panel)}>
      <WhenReady>
        <Content />
        <Announcer />
      </WhenReady>
    </main>
  );
}

function Content() {
  const chain = useDefaultChain();
  const hasDialog = useApp((state) => state.dialog !== null);
  return (
    <>
      <PanelHead chain={chain} />
      <PanelNotices />
      <div className={cx(styles.scroll)}>
        <PanelChain chain={chain} />
        <PanelServers />
      </div>
      <PanelFoot chain={chain} />
      <Suspense fallback={null}>{hasDialog ? <Dialogs /> : null}</Suspense>
    </>
  );
}
