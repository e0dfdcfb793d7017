import { Menu, Tray } from 'electron';
import type { App } from '../core/app.ts';
import { addNotice } from '../core/app-notices.ts';
import type { TrayRow, TrayVerb } from '../core/tray-menu.ts';
import { type TrayFace, trayFace, trayView } from '../core/tray-view.ts';
import { menuTemplate } from './menu-template.ts';
import { trayIcons } from './tray-icons.ts';
import type { Words } from './words.ts';

/**
 * Applies a TrayView to Electron's Tray and decides nothing: the image is set when the shape changed, the menu made
 * anew when its rows did. macOS: left click opens the panel, right click the menu. Windows: the same, with the
 * system showing the menu. Linux: some bars pass no clicks on, so the menu is always there and carries everything.
 */
export type TrayIcon = {
  /** null: the bar does not tell where it is. */
  bounds(): Electron.Rectangle | null;
};

export type TrayOptions = {
  app: App;
  words: Words;
  iconFolder: string;
  platform: string;
  togglePanel(): void;
  run(verb: TrayVerb): void;
  /** This start shows no window by itself. */
  hidden: boolean;
};

const lookForIconMs = 3_000;

/**
 * Without an icon the window is the way in: a second start, the Dock or the shortcut opens it, and it says why, once. A
 * start that is to stay out of sight stays so.
 */
export function showTray(options: TrayOptions): TrayIcon | null {
  const { state, ports, settings } = options.app;
  const remember = (trayMissingTold: boolean) => {
    if (settings.current().trayMissingTold !== trayMissingTold) void settings.change({ trayMissingTold });
  };
  const missing = (reason: string) => {
    ports.log.warn('The menu bar icon is not there.', { reason });
    if (settings.current().trayMissingTold) return;
    addNotice(state, 'tray-missing', reason);
    // Nobody may see it after a hidden start: then it is still to be said.
    if (!options.hidden) remember(true);
  };
  try {
    const tray = createTray(options);
    // macOS hides icons for want of room, or because the person said so, and tells nobody.
    if (options.platform === 'darwin') {
      ports.clock.schedule(lookForIconMs, () => {
        if (tray.bounds() === null) missing('macOS does not show it.');
        else remember(false);
      });
    }
    return tray;
  } catch (error) {
    missing(String(error));
    return null;
  }
}

function createTray(options: TrayOptions): TrayIcon {
  const { app, words, platform } = options;
  const icons = trayIcons(options.iconFolder, platform);
  const hasOwnMenu = platform !== 'darwin';
  let face: TrayFace = trayFace(app.state.snapshot(), words.current());
  let rows: string | null = null;
  let menu: Menu | null = null;
  const tray = new Tray(icons(face.shape));
  tray.setToolTip(face.tooltip);

  function draw(): void {
    const snapshot = app.state.snapshot();
    const view = hasOwnMenu ? trayView(snapshot, words.current()) : null;
    const next = view ?? trayFace(snapshot, words.current());
    if (next.shape !== face.shape) tray.setImage(icons(next.shape));
    if (next.tooltip !== face.tooltip) tray.setToolTip(next.tooltip);
    face = next;
    // Linux takes a changed menu only when it is set again.
    if (view !== null && renew(view.menu)) tray.setContextMenu(menu);
  }

  /** Whether the menu is another than before. */
  function renew(next: TrayRow[]): boolean {
    const text = JSON.stringify(next);
    if (text === rows) return false;
    rows = text;
    menu = Menu.buildFromTemplate(menuTemplate(next, options.run));
    return true;
  }

  function popUp(): void {
    renew(trayView(app.state.snapshot(), words.current()).menu);
    if (menu !== null) tray.popUpContextMenu(menu);
  }

  app.state.onChange(draw);
  words.onChange(draw);
  draw();
  tray.on('click', (event) => {
    if (!hasOwnMenu && event.ctrlKey) popUp();
    else options.togglePanel();
  });
  if (!hasOwnMenu) tray.on('right-click', popUp);

  return {
    bounds() {
      const bounds = tray.getBounds();
      return bounds.width > 0 && bounds.height > 0 ? bounds : null;
    },
  };
}
