import { app, appState } from './app.ts';
import { BrowserWindow, windowState } from './browser-window.ts';
import { makeEvent } from './faithful.ts';
import { dispatchInvoke, type InvokeOutcome, type Sender } from './ipc-main.ts';
import { clickInPopup, clickMenuItem, Menu, type MenuItemAddress, openPopup, viewMenu } from './menu.ts';
import { askPermission, sessionOf } from './session.ts';
import { contentsState, frameOf, WebContents } from './web-contents.ts';
import { windows } from './window-list.ts';
import { settingsOf, type WindowSettings } from './window-settings.ts';

export type WindowView = {
  id: number;
  webContentsId: number;
  url: string;
  title: string;
  visible: boolean;
  focused: boolean;
  minimized: boolean;
  fullScreen: boolean;
  devTools: boolean;
  bounds: Electron.Rectangle;
  settings: WindowSettings;
  /** As the app gave them: every security option can be looked at. */
  webPreferences: Record<string, unknown>;
  options: Record<string, unknown>;
};

function plainFields(options: object): Record<string, unknown> {
  const plain = Object.entries(options).filter(([, value]) =>
    ['string', 'number', 'boolean'].includes(typeof value),
  );
  return Object.fromEntries(plain);
}

function viewWindow(window: BrowserWindow): WindowView {
  const { contents, options, visible, minimized, fullScreen, bounds } = windowState(window);
  const { url, title, devTools } = contentsState(contents);
  return {
    id: window.id,
    webContentsId: contents.id,
    url,
    title,
    visible: visible && !minimized,
    focused: window.isFocused(),
    minimized,
    fullScreen,
    devTools,
    bounds: { ...bounds },
    settings: { ...settingsOf(window) },
    webPreferences: plainFields(options.webPreferences ?? {}),
    options: plainFields(options),
  };
}

function windowById(id: number): BrowserWindow {
  const found = windows().find((window) => window.id === id);
  if (!found) throw new Error(`electron stand-in: there is no window ${id}`);
  return found;
}

type Caller =
  | { kind: 'own-page'; windowId: number }
  | { kind: 'sub-frame'; windowId: number; url: string }
  | { kind: 'foreign-page'; windowId: number; url: string }
  | { kind: 'no-frame'; windowId: number }
  | { kind: 'unknown-contents'; url: string };

/** The window's own page, or a sender the app never let in: what a hostile frame would look like to main. */
function senderFor(caller: Caller): Sender {
  if (caller.kind === 'unknown-contents') {
    const contents = new WebContents(sessionOf('strange'));
    const frame = frameOf(contents, {
      token: `main-${contents.id}`,
      url: caller.url,
      name: '',
      parent: null,
    });
    return { contents, frame };
  }
  const { contents } = windowState(windowById(caller.windowId));
  if (caller.kind === 'no-frame') return { contents, frame: null };
  if (caller.kind === 'own-page') return { contents, frame: contentsState(contents).mainFrame };
  const main = { token: `main-${contents.id}`, url: contents.getURL(), name: '', parent: null };
  if (caller.kind === 'sub-frame') {
    return {
      contents,
      frame: frameOf(contents, { token: 'stranger', url: caller.url, name: '', parent: main }),
    };
  }
  return { contents, frame: frameOf(contents, { ...main, url: caller.url }) };
}

export const appVerbs = {
  'windows.list': (): WindowView[] => windows().map(viewWindow),
  'windows.close': ({ id }: { id: number }) => windowById(id).close(),
  'windows.focus': ({ id }: { id: number }) => windowById(id).focus(),
  'windows.blur': ({ id }: { id: number }) => windowById(id).blur(),
  'windows.reload': ({ id }: { id: number }) => windowById(id).reload(),
  'windows.minimize': ({ id }: { id: number }) => windowById(id).minimize(),
  'windows.setBounds': ({ id, bounds }: { id: number; bounds: Partial<Electron.Rectangle> }) => {
    const window = windowById(id);
    window.setBounds(bounds);
    // A person's drag ends; setBounds alone does not say so.
    window.emit('moved');
    window.emit('resized');
  },
  'windows.emit': ({ id, event }: { id: number; event: 'unresponsive' | 'responsive' }) => {
    const window = windowById(id);
    windowState(window).contents.emit(event);
    window.emit(event);
  },
  /** Windows logs the person out; the first of the two asks, the second tells. */
  'windows.sessionEnd': ({ id, event }: { id: number; event: 'query-session-end' | 'session-end' }) => {
    const about = makeEvent({ reasons: ['logoff'] });
    windowById(id).emit(event, about);
    return { prevented: about.defaultPrevented };
  },
  'windows.permission': ({ id, permission }: { id: number; permission: string }) => {
    const { contents } = windowState(windowById(id));
    return askPermission(contentsState(contents).session, { contents, url: contents.getURL(), permission });
  },

  'menus.application': () => viewMenu(Menu.getApplicationMenu()),
  'menus.clickApplication': ({ address }: { address: MenuItemAddress }) =>
    clickMenuItem(Menu.getApplicationMenu(), address),
  'menus.popup': () => viewMenu(openPopup()),
  'menus.clickPopup': ({ address }: { address: MenuItemAddress }) => clickInPopup(address),

  'ipc.callAs': async (input: {
    caller: Caller;
    channel: string;
    args: unknown[];
  }): Promise<InvokeOutcome> => {
    const sender = senderFor(input.caller);
    const outcome = await dispatchInvoke(sender, input.channel, input.args);
    if (input.caller.kind === 'foreign-page') {
      const real = sender.contents.getURL();
      frameOf(sender.contents, { token: `main-${sender.contents.id}`, url: real, name: '', parent: null });
    }
    return outcome;
  },

  'app.view': () => ({
    name: appState.name,
    userData: app.getPath('userData'),
    loginItem: { ...appState.loginItem },
    protocols: [...appState.protocols],
    activationPolicy: appState.activationPolicy,
    sandboxed: appState.sandboxed,
    hidden: appState.hidden,
    badgeCount: appState.badgeCount,
    relaunches: appState.relaunches.length,
    aboutPanel: { ...appState.aboutPanel },
    aboutPanelShown: appState.aboutPanelShown,
    appUserModelId: appState.appUserModelId,
    hasLock: app.hasSingleInstanceLock(),
  }),
  'app.secondInstance': ({ argv }: { argv: string[] }) => {
    app.emit('second-instance', makeEvent({}), [process.execPath, ...argv], process.cwd(), null);
  },
  'app.activate': () => {
    app.emit(
      'activate',
      makeEvent({}),
      BrowserWindow.getAllWindows().some((window) => window.isVisible()),
    );
  },
  'app.openUrl': ({ url }: { url: string }) => {
    const event = makeEvent({});
    app.emit('open-url', event, url);
    return { handled: event.defaultPrevented };
  },
  'app.quit': () => {
    setImmediate(() => app.quit());
  },
  'app.usage': () => ({ cpu: process.cpuUsage(), memory: process.memoryUsage() }),
  'app.fail': ({ how, message }: { how: 'uncaughtException' | 'unhandledRejection'; message: string }) => {
    setImmediate(() => {
      if (how === 'uncaughtException') throw new Error(message);
      void Promise.reject(new Error(message));
    });
  },
};
