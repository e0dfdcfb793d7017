import { BrowserWindow, app as electronApp, nativeTheme } from 'electron';
import { eventChannel } from '../../shared/channels.ts';
import { type PlaceName, places } from '../../shared/contract/app-commands.ts';
import type { PushEvents } from '../ipc/push-events.ts';
import type { TrustedSenders } from '../ipc/trusted-senders.ts';
import { pageOrigin } from './app-protocol.ts';
import { restrictNavigation } from './navigation-rules.ts';
import type { DisplayArea, Rect } from './panel-place.ts';
import { mainWindowOptions, panelOptions } from './window-options.ts';
import type { WindowState } from './window-state.ts';

/** Makes, shows and destroys the two windows. A closed window is gone: nothing hidden keeps running. */
export type Windows = {
  openMain(place: PlaceName | null): void;
  togglePanel(): void;
  closePanel(): void;
  reload(): void;
  openDeveloperTools(): void;
};

export type WindowsOptions = {
  preload: string;
  trusted: TrustedSenders;
  pushes: PushEvents;
  /** A new window, before it shows anything. */
  made(window: BrowserWindow): void;
  /** How many windows are open: polling pace and the Dock follow. */
  changed(open: { main: boolean; panel: boolean }): void;
  state: WindowState;
  displays(): readonly DisplayArea[];
  /** Where a panel of this size goes. */
  panelPlace(size: { width: number; height: number }): Rect;
  /** A page's process ended by itself. Whether the window may open again. */
  crashed(reason: string): boolean;
  /** The page does not answer. Whether to give it up. */
  hangs(): Promise<boolean>;
  /** The page holds edits nobody saved. Whether to close it all the same. */
  mayLoseEdits(): boolean;
};

/** A click on the icon takes the focus from the panel first, which closes it: that click must not open it again. */
const sameClickMs = 300;

export function createWindows(options: WindowsOptions): Windows {
  let main: BrowserWindow | null = null;
  let panel: BrowserWindow | null = null;
  let panelClosedAt = Number.NEGATIVE_INFINITY;

  function adopt(window: BrowserWindow, address: string, gone: () => void): void {
    const { webContents } = window;
    const id = webContents.id;
    options.trusted.trust(id);
    restrictNavigation(webContents);
    options.made(window);
    const removeReceiver = options.pushes.addReceiver((name, payload) => {
      if (!webContents.isDestroyed()) webContents.send(eventChannel(name), payload);
    });
    window.once('closed', () => {
      removeReceiver();
      options.trusted.forget(id);
      gone();
      tellChanged();
    });
    window.once('ready-to-show', () => {
      if (!window.isDestroyed()) window.show();
    });
    tellChanged();
    // A page that cannot be loaded is told of by its own events.
    window.loadURL(`${pageOrigin}/index.html${address}`).catch(() => undefined);
  }

  function tellChanged(): void {
    options.changed({ main: main !== null, panel: panel !== null });
  }

  function showMain(window: BrowserWindow): void {
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    // Without a Dock icon the app is not in front by itself.
    electronApp.focus({ steal: true });
  }

  /** A page that is still loading would not hear it: it is told once it listens. */
  function goTo(window: BrowserWindow, place: PlaceName): void {
    const tell = () => options.pushes.push('goTo', { place });
    if (window.webContents.isLoading()) window.webContents.once('did-finish-load', tell);
    else tell();
  }

  function openMain(place: PlaceName | null): void {
    if (main !== null) {
      if (place !== null) goTo(main, place);
      showMain(main);
      return;
    }
    const remembered = options.state.main(options.displays());
    const window = new BrowserWindow({
      ...mainWindowOptions(options.preload),
      ...backdrop(),
      ...remembered?.bounds,
    });
    if (remembered?.maximized === true) window.maximize();
    main = window;
    window.on('close', () =>
      options.state.remember({ bounds: window.getNormalBounds(), maximized: window.isMaximized() }),
    );
    window.webContents.on('will-prevent-unload', (event) => {
      if (options.mayLoseEdits()) event.preventDefault();
    });
    watchHealth(window, (reason) => {
      const at = placeOf(window.webContents.getURL());
      window.destroy();
      if (options.crashed(reason)) openMain(at);
    });
    adopt(window, place === null ? '' : `#/${place}`, () => {
      main = null;
    });
    window.once('ready-to-show', () => electronApp.focus({ steal: true }));
  }

  function watchHealth(window: BrowserWindow, crashed: (reason: string) => void): void {
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit' && !window.isDestroyed()) crashed(reason);
    });
    let asking = false;
    window.on('unresponsive', () => {
      if (asking) return;
      asking = true;
      void options.hangs().then((giveUp) => {
        asking = false;
        if (giveUp && !window.isDestroyed()) crashed('hung');
      });
    });
  }

  function openPanel(): void {
    const made = panelOptions(options.preload);
    const window = new BrowserWindow({ ...made, ...backdrop(), ...options.panelPlace(made) });
    panel = window;
    window.setAlwaysOnTop(true, 'pop-up-menu');
    window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true, skipTransformProcessType: true });
    let closing = false;
    window.on('close', () => {
      closing = true;
    });
    window.on('blur', () => {
      if (closing || window.isDestroyed() || window.webContents.isDevToolsOpened()) return;
      panelClosedAt = performance.now();
      window.close();
    });
    watchHealth(window, (reason) => {
      window.destroy();
      options.crashed(reason);
    });
    adopt(window, '?view=panel', () => {
      panel = null;
    });
  }

  return {
    openMain,
    togglePanel() {
      if (panel !== null) panel.close();
      else if (performance.now() - panelClosedAt > sameClickMs) openPanel();
    },
    closePanel: () => panel?.close(),
    reload() {
      main?.webContents.reload();
      panel?.webContents.reload();
    },
    openDeveloperTools() {
      if (main === null && panel === null) openMain(null);
      (panel ?? main)?.webContents.openDevTools({ mode: 'detach' });
    },
  };
}

/** What is seen before the page is drawn: the page's own ground, so that nothing flashes. */
function backdrop(): { backgroundColor: string } {
  return { backgroundColor: nativeTheme.shouldUseDarkColors ? '#1c1c1e' : '#ffffff' };
}

/** The place the page was at, from its address. */
function placeOf(url: string): PlaceName | null {
  const name = URL.canParse(url) ? new URL(url).hash.replace(/^#\/?/, '').split(/[/?]/)[0] : null;
  return places.find((place) => place === name) ?? null;
}
