import { EventEmitter } from 'node:events';
import { asElectron } from './faithful.ts';

/** What a window was told about its looks and manners: kept for the test to see, without effect on the page. */
export type WindowSettings = {
  title: string;
  alwaysOnTop: boolean;
  alwaysOnTopLevel: string;
  visibleOnAllWorkspaces: boolean;
  visibleOnFullScreen: boolean;
  skipTaskbar: boolean;
  resizable: boolean;
  movable: boolean;
  minimizable: boolean;
  maximizable: boolean;
  fullScreenable: boolean;
  closable: boolean;
  focusable: boolean;
  backgroundColor: string;
  menuBarVisible: boolean;
  opacity: number;
  progress: number;
  minimumSize: [number, number];
  maximumSize: [number, number];
};

const settings = new WeakMap<object, WindowSettings>();

export function settingsOf(window: object): WindowSettings {
  const found = settings.get(window);
  if (!found) throw new Error('electron stand-in: not a window');
  return found;
}

type Options = Electron.BrowserWindowConstructorOptions;

function initialSettings(options: Options): WindowSettings {
  return {
    title: options.title ?? '',
    alwaysOnTop: options.alwaysOnTop ?? false,
    alwaysOnTopLevel: options.alwaysOnTop ? 'floating' : 'normal',
    visibleOnAllWorkspaces: false,
    visibleOnFullScreen: false,
    skipTaskbar: options.skipTaskbar ?? false,
    resizable: options.resizable ?? true,
    movable: options.movable ?? true,
    minimizable: options.minimizable ?? true,
    maximizable: options.maximizable ?? true,
    fullScreenable: options.fullscreenable ?? true,
    closable: options.closable ?? true,
    focusable: options.focusable ?? true,
    backgroundColor: options.backgroundColor ?? '#FFFFFF',
    menuBarVisible: !options.autoHideMenuBar,
    opacity: options.opacity ?? 1,
    progress: -1,
    minimumSize: [options.minWidth ?? 0, options.minHeight ?? 0],
    maximumSize: [options.maxWidth ?? 0, options.maxHeight ?? 0],
  };
}

export class SettableWindow extends EventEmitter {
  constructor(options: Options) {
    super();
    settings.set(this, initialSettings(options));
  }

  get title(): string {
    return settingsOf(this).title;
  }

  set title(title: string) {
    settingsOf(this).title = title;
  }

  setTitle(title: string): void {
    settingsOf(this).title = title;
  }

  getTitle(): string {
    return settingsOf(this).title;
  }

  setAlwaysOnTop(flag: boolean, level?: string): void {
    const mine = settingsOf(this);
    mine.alwaysOnTop = flag;
    mine.alwaysOnTopLevel = flag ? (level ?? 'floating') : 'normal';
  }

  isAlwaysOnTop(): boolean {
    return settingsOf(this).alwaysOnTop;
  }

  setVisibleOnAllWorkspaces(visible: boolean, options?: Electron.VisibleOnAllWorkspacesOptions): void {
    const mine = settingsOf(this);
    mine.visibleOnAllWorkspaces = visible;
    mine.visibleOnFullScreen = visible && (options?.visibleOnFullScreen ?? false);
  }

  isVisibleOnAllWorkspaces(): boolean {
    return settingsOf(this).visibleOnAllWorkspaces;
  }

  setSkipTaskbar(skip: boolean): void {
    settingsOf(this).skipTaskbar = skip;
  }

  setResizable(resizable: boolean): void {
    settingsOf(this).resizable = resizable;
  }

  isResizable(): boolean {
    return settingsOf(this).resizable;
  }

  setMovable(movable: boolean): void {
    settingsOf(this).movable = movable;
  }

  isMovable(): boolean {
    return settingsOf(this).movable;
  }

  setMinimizable(minimizable: boolean): void {
    settingsOf(this).minimizable = minimizable;
  }

  setMaximizable(maximizable: boolean): void {
    settingsOf(this).maximizable = maximizable;
  }

  setFullScreenable(fullScreenable: boolean): void {
    settingsOf(this).fullScreenable = fullScreenable;
  }

  setClosable(closable: boolean): void {
    settingsOf(this).closable = closable;
  }

  setFocusable(focusable: boolean): void {
    settingsOf(this).focusable = focusable;
  }

  isFocusable(): boolean {
    return settingsOf(this).focusable;
  }

  setBackgroundColor(backgroundColor: string): void {
    settingsOf(this).backgroundColor = backgroundColor;
  }

  getBackgroundColor(): string {
    return settingsOf(this).backgroundColor;
  }

  setMenuBarVisibility(visible: boolean): void {
    settingsOf(this).menuBarVisible = visible;
  }

  isMenuBarVisible(): boolean {
    return settingsOf(this).menuBarVisible;
  }

  setAutoHideMenuBar(hide: boolean): void {
    settingsOf(this).menuBarVisible = !hide;
  }

  setOpacity(opacity: number): void {
    settingsOf(this).opacity = opacity;
  }

  getOpacity(): number {
    return settingsOf(this).opacity;
  }

  setProgressBar(progress: number): void {
    settingsOf(this).progress = progress;
  }

  setMinimumSize(width: number, height: number): void {
    settingsOf(this).minimumSize = [width, height];
  }

  getMinimumSize(): number[] {
    return [...settingsOf(this).minimumSize];
  }

  setMaximumSize(width: number, height: number): void {
    settingsOf(this).maximumSize = [width, height];
  }

  getMaximumSize(): number[] {
    return [...settingsOf(this).maximumSize];
  }

  setVibrancy(): void {}

  setBackgroundMaterial(): void {}

  setHasShadow(): void {}

  setHiddenInMissionControl(): void {}

  setWindowButtonVisibility(): void {}

  setWindowButtonPosition(): void {}

  setTitleBarOverlay(): void {}

  setContentProtection(): void {}

  setDocumentEdited(): void {}

  setIcon(): void {}

  setMenu(_menu: Electron.Menu | null): void {}

  removeMenu(): void {}

  setEnabled(): void {}

  flashFrame(): void {}

  getParentWindow(): Electron.BrowserWindow | null {
    return asElectron(null);
  }
}
