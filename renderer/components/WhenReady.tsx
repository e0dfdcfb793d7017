import KeyRound from 'lucide-react/icons/key-round';
import PlugZap from 'lucide-react/icons/plug-zap';
import type { ReactNode } from 'react';
import { useT } from '../state/language.tsx';
import { useApp } from '../state/store-context.ts';
import { Empty } from './Empty.tsx';

/** Draws nothing made-up: before the first snapshot it says so. */
export function WhenReady({ children }: { children: ReactNode }) {
  const t = useT();
  const hasSnapshot = useApp((state) => state.snapshot !== null);
  const status = useApp((state) => state.status);
  if (hasSnapshot) return children;
  if (status === 'no-session')
    return <Empty icon={KeyRound} title={t('noSession.title')} advice={t('noSession.advice')} />;
  if (status === 'lost')
    return <Empty icon={PlugZap} title={t('lost.title')} advice={t('lost.adviceEmpty')} />;
  return <Empty title={t('loading.title')} />;
}
