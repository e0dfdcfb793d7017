import type { Session, WebContents } from 'electron';
import { pageOrigin } from './app-protocol.ts';

/**
 * A window shows the app's own page and nothing else: no navigation, no new windows, no permissions, no webviews.
 * (Electron security guide, points 5, 13 and 14.) Links go out through the openExternal command, checked in main.
 */
export function restrictNavigation(contents: WebContents): void {
  const stop = (event: { preventDefault(): void; url?: string }) => {
    if (event.url?.startsWith(`${pageOrigin}/`) !== true) event.preventDefault();
  };
  contents.on('will-navigate', stop);
  contents.on('will-redirect', stop);
  contents.on('will-frame-navigate', stop);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

export function refusePermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
}
