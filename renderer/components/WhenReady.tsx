import PlugZap from 'lucide-react/icons/plug-zap';
import type { ReactNode } from 'react';
import { useT } from '../state/language.tsx';
import { useApp } from '../state/store-context.ts';
import { Empty } from './Empty.tsx';

/** Draws nothing made-up: before the first snapshot it says so. */
export function WhenReady({ children }: { children: ReactNode }) {
  const t = useT();
  const hasSnapshot = useApp((state) => state.snapshot !== null);
  const isLost = useApp((state) => state.status === 'lost');
  if (hasSnapshot) return children;
  if (isLost) return <Empty icon={PlugZap} title={t('lost.title')} advice={t('lost.adviceEmpty')} />;
  return <Empty title={t('loading.title')} />;
}
