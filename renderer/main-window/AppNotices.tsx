import type { PlainKey } from '../../shared/messages/index.ts';
import type { AppInfo } from '../../shared/snapshot.ts';
import { ConnectionNotice } from '../components/ConnectionNotice.tsx';
import { Disclosure, RawText } from '../components/Disclosure.tsx';
import { Notice } from '../components/Notice.tsx';
import { useT } from '../state/language.tsx';
import { useApi, useSnapshot } from '../state/store-context.ts';

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
  const notices = useSnapshot(({ app }) => app.notices);
  return (
    <>
      <ConnectionNotice />
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
