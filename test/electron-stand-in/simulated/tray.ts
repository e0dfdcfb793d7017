import { EventEmitter } from 'node:events';
import { commandLineSwitches } from './app-facts.ts';
import { makeEvent } from './faithful.ts';
import { clickMenuItem, type MenuItemAddress, type MenuItemView, viewMenu } from './menu.ts';
import { type ImageView, viewImage } from './native-image.ts';
import { refuseUnknownOfClass } from './refuse-unknown.ts';

type CallCounts = Record<
  'setImage' | 'setToolTip' | 'setTitle' | 'setContextMenu' | 'popUpContextMenu',
  number
>;

type TrayState = {
  image: Electron.NativeImage | string;
  toolTip: string;
  title: string;
  menu: Electron.Menu | null;
  /** Shown by popUpContextMenu, until something in it is clicked. */
  poppedUp: Electron.Menu | null;
  ignoresDoubleClick: boolean;
  destroyed: boolean;
  bounds: Electron.Rectangle;
  calls: CallCounts;
};

export type TrayView = {
  image: ImageView | null;
  toolTip: string;
  title: string;
  menu: MenuItemView[] | null;
  bounds: Electron.Rectangle;
  calls: CallCounts;
};

const states = new Map<Tray, TrayState>();

function stateOf(tray: Tray): TrayState {
  const state = states.get(tray);
  if (!state) throw new Error('electron stand-in: this tray is destroyed');
  return state;
}

/** macOS gives an icon it has no room for no place. */
const isShown = !commandLineSwitches().has('stand-in-tray-hidden');

export class Tray extends EventEmitter {
  constructor(image: Electron.NativeImage | string, _guid?: string) {
    super();
    states.set(this, {
      image,
      toolTip: '',
      title: '',
      menu: null,
      poppedUp: null,
      ignoresDoubleClick: false,
      destroyed: false,
      bounds: isShown ? { x: 1200, y: 0, width: 24, height: 24 } : { x: 0, y: 0, width: 0, height: 0 },
      calls: { setImage: 0, setToolTip: 0, setTitle: 0, setContextMenu: 0, popUpContextMenu: 0 },
    });
  }

  setImage(image: Electron.NativeImage | string): void {
    const state = stateOf(this);
    state.image = image;
    state.calls.setImage += 1;
  }

  setPressedImage(_image: Electron.NativeImage | string): void {
    stateOf(this);
  }

  setToolTip(toolTip: string): void {
    const state = stateOf(this);
    state.toolTip = toolTip;
    state.calls.setToolTip += 1;
  }

  setTitle(title: string, _options?: Electron.TitleOptions): void {
    const state = stateOf(this);
    state.title = title;
    state.calls.setTitle += 1;
  }

  getTitle(): string {
    return stateOf(this).title;
  }

  setContextMenu(menu: Electron.Menu | null): void {
    const state = stateOf(this);
    state.menu = menu;
    state.calls.setContextMenu += 1;
  }

  popUpContextMenu(menu?: Electron.Menu, _position?: Electron.Point): void {
    const state = stateOf(this);
    state.poppedUp = menu ?? state.menu;
    state.calls.popUpContextMenu += 1;
    state.poppedUp?.emit('menu-will-show', {});
  }

  closeContextMenu(): void {
    const state = stateOf(this);
    state.poppedUp?.emit('menu-will-close', {});
    state.poppedUp = null;
  }

  getBounds(): Electron.Rectangle {
    return { ...stateOf(this).bounds };
  }

  setIgnoreDoubleClickEvents(ignore: boolean): void {
    stateOf(this).ignoresDoubleClick = ignore;
  }

  getIgnoreDoubleClickEvents(): boolean {
    return stateOf(this).ignoresDoubleClick;
  }

  focus(): void {
    stateOf(this);
  }

  isDestroyed(): boolean {
    return !states.has(this);
  }

  destroy(): void {
    states.delete(this);
  }
}

refuseUnknownOfClass('Tray', Tray);

function theTray(): [Tray, TrayState] {
  const last = [...states].at(-1);
  if (!last) throw new Error('electron stand-in: the app has no tray');
  return last;
}

type Modifiers = Partial<Record<'altKey' | 'shiftKey' | 'ctrlKey' | 'metaKey', boolean>>;
type MouseAction = 'click' | 'right-click' | 'double-click';

/** What a tray shows and what a person can do to it; "the tray" is the one made last. */
export const trayVerbs = {
  'tray.count': () => states.size,

  'tray.view': (): TrayView | null => {
    const last = [...states].at(-1);
    if (!last) return null;
    const { image, toolTip, title, menu, bounds, calls } = last[1];
    return { image: viewImage(image), toolTip, title, menu: viewMenu(menu), bounds, calls: { ...calls } };
  },

  'tray.mouse': ({ action, modifiers }: { action: MouseAction; modifiers: Modifiers }) => {
    const [tray, state] = theTray();
    const position = { x: state.bounds.x + 4, y: state.bounds.y + 4 };
    const keys = { altKey: false, shiftKey: false, ctrlKey: false, metaKey: false, ...modifiers };
    tray.emit(action, makeEvent(keys), { ...state.bounds }, position);
  },

  /** The menu a person sees: the one popped up, else the one fixed to the tray. */
  'tray.menu': () => {
    const [, { poppedUp, menu }] = theTray();
    return viewMenu(poppedUp ?? menu);
  },

  'tray.clickMenuItem': ({ address }: { address: MenuItemAddress }) => {
    const [tray, { poppedUp, menu }] = theTray();
    clickMenuItem(poppedUp ?? menu, address);
    if (!tray.isDestroyed()) tray.closeContextMenu();
  },

  'tray.setBounds': (bounds: Electron.Rectangle) => {
    theTray()[1].bounds = bounds;
  },
};
