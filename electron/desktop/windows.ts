import { BrowserWindow } from 'electron';
import type { PlaceName } from '../../shared/contract/app-commands.ts';
import { eventChannel } from '../../shared/channels.ts';
import type { PushEvents } from '../ipc/push-events.ts';
import type { TrustedSenders } from '../ipc/trusted-senders.ts';
import { pageOrigin } from './app-protocol.ts';
import { restrictNavigation } from './navigation-rules.ts';
import { mainWindowOptions, panelOptions } from './window-options.ts';

/** Makes, shows and destroys the two windows. A closed window is gone: nothing hidden keeps running. */
export type Windows = {
  openMain(place: PlaceName | null): void;
  togglePanel(place?: (panel: BrowserWindow) => void): void;
  closePanel(): void;
  main(): BrowserWindow | null;
  panel(): BrowserWindow | null;
  closeAll(): void;
};

export type WindowsOptions = {
  preload: string;
  trusted: TrustedSenders;
  pushes: PushEvents;
  /** How many windows are open: polling pace and the Dock follow. */
  changed(open: { main: boolean; panel: boolean }): void;
};

export function createWindows(options: WindowsOptions): Windows {
  let main: BrowserWindow | null = null;
  let panel: BrowserWindow | null = null;

  function adopt(window: BrowserWindow, path: string): void {
    const { webContents } = window;
    const id = webContents.id;
    options.trusted.trust(id);
    restrictNavigation(webContents);
    const removeReceiver = options.pushes.addReceiver((name, payload) => {
      if (!webContents.isDestroyed()) webContents.send(eventChannel(name), payload);
    });
    window.once('closed', () => {
      removeReceiver();
      options.trusted.forget(id);
      if (window === main) main = null;
      if (window === panel) panel = null;
      tellChanged();
    });
    window.once('ready-to-show', () => window.show());
    void window.loadURL(`${pageOrigin}/index.html${path}`);
  }

  function tellChanged(): void {
    options.changed({ main: main !== null, panel: panel !== null });
  }

  return {
    main: () => main,
    panel: () => panel,
    openMain(place) {
      if (main !== null) {
        if (place !== null) options.pushes.push('goTo', { place });
        main.show();
        main.focus();
        return;
      }
      main = new BrowserWindow(mainWindowOptions(options.preload));
      adopt(main, place === null ? '' : `#/${place}`);
      tellChanged();
    },
    togglePanel(position) {
      if (panel !== null) {
        panel.close();
        return;
      }
      const opened = new BrowserWindow(panelOptions(options.preload));
      panel = opened;
      position?.(opened);
      opened.on('blur', () => {
        if (!opened.isDestroyed()) opened.close();
      });
      adopt(opened, '?view=panel');
      tellChanged();
    },
    closePanel() {
      panel?.close();
    },
    closeAll() {
      panel?.destroy();
      main?.destroy();
    },
  };
}
