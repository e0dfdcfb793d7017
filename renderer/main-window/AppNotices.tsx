import type { PlainKey } from '../../shared/messages/index.ts';
import type { AppInfo } from '../../shared/snapshot.ts';
import { Disclosure, RawText } from '../components/Disclosure.tsx';
import { Notice } from '../components/Notice.tsx';
import { useT } from '../state/language.tsx';
import { useApi, useApp, useSnapshot } from '../state/store-context.ts';

const texts: Record<AppInfo['notices'][number]['code'], PlainKey> = {
  'settings-reset': 'notice.settings-reset',
  'history-reset': 'notice.history-reset',
  'renderer-crashed': 'notice.renderer-crashed',
  'main-error': 'notice.main-error',
  'tray-missing': 'notice.tray-missing',
};

/** What concerns the whole window: a lost connection, and what happened to the app itself. */
export function AppNotices() {
  const t = useT();
  const api = useApi();
  const isLost = useApp((state) => state.status === 'lost');
  const notices = useSnapshot(({ app }) => app.notices);
  return (
    <>
      {isLost ? <Notice bar tone="broken" title={t('lost.title')} advice={t('lost.advice')} /> : null}
      {notices.map((notice) => (
        <Notice
          key={notice.id}
          bar
          tone="look"
          title={t(texts[notice.code])}
          onDismiss={() => void api.dismissNotice({ id: notice.id })}
        >
          <Disclosure title={t('common.technicalDetails')}>
            <RawText>{notice.detail}</RawText>
          </Disclosure>
        </Notice>
      ))}
    </>
  );
}
