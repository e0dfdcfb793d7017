import type { AppInfo } from '../../shared/snapshot.ts';
import type { AppState } from './app-state.ts';

type NoticeCode = AppInfo['notices'][number]['code'];

/** One sentence in the window about the app itself; a second one of the same kind takes the first one's place. */
export function addNotice(state: AppState, code: NoticeCode, detail: string): void {
  state.update('app', (info) => ({
    ...info,
    notices: [...info.notices.filter((notice) => notice.code !== code), { id: code, code, detail }],
  }));
}
