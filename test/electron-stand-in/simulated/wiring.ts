/** What has to know the app and the windows at once: events that concern both, and the effects of menu roles. */
import { app, becomeReady, finishQuit } from './app.ts';
import { BrowserWindow, windowState } from './browser-window.ts';
import { dialog } from './dialog.ts';
import { asElectron, makeEvent } from './faithful.ts';
import { host, tellHost } from './host.ts';
import { lifecycle } from './lifecycle.ts';
import { onRole } from './menu-roles.ts';
import { pageListeners } from './page-events.ts';
import type { WebContents } from './web-contents.ts';
import { focusedWindow, windowListeners, windows } from './window-list.ts';

function windowOf(contents: WebContents): BrowserWindow | undefined {
  return windows().find((window) => windowState(window).contents === contents);
}

windowListeners.created = (window) => {
  app.emit('web-contents-created', makeEvent({}), window.webContents);
  app.emit('browser-window-created', makeEvent({}), window);
};
windowListeners.focused = (window) => app.emit('browser-window-focus', makeEvent({}), window);
windowListeners.blurred = (window) => app.emit('browser-window-blur', makeEvent({}), window);
windowListeners.closed = (remaining) => {
  if (remaining > 0) return;
  if (lifecycle.quitting) return finishQuit(0);
  if (!app.emit('window-all-closed')) app.quit();
};

pageListeners.crashed = (contents, details) => {
  app.emit('render-process-gone', makeEvent({}), contents, details);
};
pageListeners.closedFromOutside = (contents) => windowOf(contents)?.destroy();
pageListeners.titled = (contents, title) => {
  const window = windowOf(contents);
  const event = makeEvent({});
  window?.emit('page-title-updated', event, title, true);
  if (!event.defaultPrevented) window?.setTitle(title);
};
pageListeners.openWindow = (opener, url, options) => {
  const child = new BrowserWindow(options);
  opener.emit('did-create-window', asElectron(child), { url, options, disposition: 'new-window' });
  child.loadURL(url).catch((error: Error) => process.stderr.write(`${error.message}\n`));
};

onRole('quit', () => app.quit());
onRole('close', () => focusedWindow()?.close());
onRole('minimize', () => focusedWindow()?.minimize());
onRole('reload', () => focusedWindow()?.reload());
onRole('forceReload', () => focusedWindow()?.reload());
onRole('toggleDevTools', () => focusedWindow()?.webContents.toggleDevTools());
onRole('togglefullscreen', () => {
  const window = focusedWindow();
  window?.setFullScreen(!window.isFullScreen());
});

/** Electron shows what main did not catch, and goes on; an app that listens itself decides for itself. */
process.on('uncaughtException', (error) => {
  if (process.listenerCount('uncaughtException') > 1) return;
  process.stderr.write(`${error.stack ?? error.message}\n`);
  dialog.showErrorBox('A JavaScript error occurred in the main process', error.stack ?? error.message);
});

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => app.quit());

/** Once main was evaluated: by then it has registered its schemes and listeners. */
export function announceReady(): void {
  setImmediate(() => {
    becomeReady();
    tellHost(host.call('ready', { pid: process.pid }));
  });
}
