import { asElectron } from './faithful.ts';
import { clickMenuItem, type MenuItemAddress, viewMenu } from './menu.ts';
import { refuseUnknownOfClass } from './refuse-unknown.ts';

const state = { visible: true, badge: '', menu: null as Electron.Menu | null, bounces: 0 };

export class Dock {
  async show(): Promise<void> {
    state.visible = true;
  }

  hide(): void {
    state.visible = false;
  }

  isVisible(): boolean {
    return state.visible;
  }

  setMenu(menu: Electron.Menu): void {
    state.menu = menu;
  }

  getMenu(): Electron.Menu | null {
    return state.menu;
  }

  setBadge(text: string): void {
    state.badge = text;
  }

  getBadge(): string {
    return state.badge;
  }

  setIcon(_image: Electron.NativeImage | string): void {}

  bounce(_type?: 'critical' | 'informational'): number {
    state.bounces += 1;
    return state.bounces;
  }
}

refuseUnknownOfClass('app.dock', Dock);
const dock = new Dock();

/** There is a Dock on macOS only, real or pretended. */
export function theDock(): Electron.Dock | undefined {
  return process.platform === 'darwin' ? asElectron(dock) : undefined;
}

export const dockVerbs = {
  'dock.view': () => ({ visible: state.visible, badge: state.badge, menu: viewMenu(state.menu) }),
  'dock.clickMenuItem': ({ address }: { address: MenuItemAddress }) => clickMenuItem(state.menu, address),
};
