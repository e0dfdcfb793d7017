import { useT } from '../state/language.tsx';
import { useApp } from '../state/store-context.ts';
import { Notice } from './Notice.tsx';

/** Above a window that shows how things were: why it is not how they are. */
export function ConnectionNotice() {
  const t = useT();
  const status = useApp((state) => state.status);
  if (status === 'lost')
    return <Notice bar tone="broken" title={t('lost.title')} advice={t('lost.advice')} />;
  if (status === 'no-session')
    return <Notice bar tone="broken" title={t('noSession.title')} advice={t('noSession.advice')} />;
  return null;
}
