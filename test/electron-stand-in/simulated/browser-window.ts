import { asElectron, makeEvent } from './faithful.ts';
import { host, tellHost } from './host.ts';
import { lifecycle } from './lifecycle.ts';
import { nativeTheme } from './native-theme.ts';
import { pageScript } from './page-script.ts';
import { refuseUnknownOfClass } from './refuse-unknown.ts';
import { primaryDisplay } from './screen.ts';
import { partitionOf, type Session, sessionOf } from './session.ts';
import { contentsState, deliver, destroyContents, WebContents } from './web-contents.ts';
import {
  focusedWindow,
  focusWindow,
  forgetWindow,
  rememberWindow,
  unfocusWindow,
  windows,
} from './window-list.ts';
import { SettableWindow } from './window-settings.ts';

type Options = Electron.BrowserWindowConstructorOptions;

type WindowState = {
  contents: WebContents;
  options: Options;
  bounds: Electron.Rectangle;
  normalBounds: Electron.Rectangle | null;
  visible: boolean;
  minimized: boolean;
  fullScreen: boolean;
  destroyed: boolean;
};

const states = new WeakMap<object, WindowState>();
let lastId = 0;

export function windowState(window: object): WindowState {
  const state = states.get(window);
  if (!state) throw new Error('electron stand-in: not a window');
  return state;
}

/** Everything but isDestroyed throws on a destroyed window, as in Electron. */
function living(window: BrowserWindow): WindowState {
  const state = windowState(window);
  if (state.destroyed) throw new TypeError('Object has been destroyed');
  return state;
}

function initialBounds(options: Options): Electron.Rectangle {
  const width = options.width ?? 800;
  const height = options.height ?? 600;
  const { workArea } = primaryDisplay();
  return {
    width,
    height,
    x: options.x ?? Math.round(workArea.x + (workArea.width - width) / 2),
    y: options.y ?? Math.round(workArea.y + (workArea.height - height) / 2),
  };
}

function sessionFor(preferences: Electron.WebPreferences): Session {
  if (preferences.session) return asElectron(preferences.session);
  return sessionOf(preferences.partition ?? '');
}

export class BrowserWindow extends SettableWindow {
  readonly id = ++lastId;

  constructor(options: Options = {}) {
    super(options);
    const preferences = options.webPreferences ?? {};
    const session = sessionFor(preferences);
    const contents = new WebContents(session, preferences);
    const bounds = initialBounds(options);
    states.set(this, {
      contents,
      options,
      bounds,
      normalBounds: null,
      visible: false,
      minimized: false,
      fullScreen: options.fullscreen ?? false,
      destroyed: false,
    });
    contentsState(contents).focused = () => this.isFocused();
    contents.once('ready-to-show', () => this.emit('ready-to-show'));
    showPage(contents, bounds);
    rememberWindow(this);
    if (options.show !== false) this.show();
  }

  static getAllWindows(): Electron.BrowserWindow[] {
    return windows().map((window) => asElectron(window));
  }

  static getFocusedWindow(): Electron.BrowserWindow | null {
    return asElectron(focusedWindow());
  }

  static fromWebContents(webContents: Electron.WebContents): Electron.BrowserWindow | null {
    const found = windows().find((window) => windowState(window).contents === (webContents as unknown));
    return asElectron(found ?? null);
  }

  static fromId(id: number): Electron.BrowserWindow | null {
    return asElectron(windows().find((window) => window.id === id) ?? null);
  }

  get webContents(): Electron.WebContents {
    return asElectron(windowState(this).contents);
  }

  isDestroyed(): boolean {
    return windowState(this).destroyed;
  }

  loadURL(url: string, options?: Electron.LoadURLOptions): Promise<void> {
    return living(this).contents.loadURL(url, options);
  }

  loadFile(filePath: string, options?: Electron.LoadFileOptions): Promise<void> {
    return living(this).contents.loadFile(filePath, options);
  }

  reload(): void {
    living(this).contents.reload();
  }

  capturePage(): Promise<Electron.NativeImage> {
    return living(this).contents.capturePage();
  }

  show(): void {
    this.showInactive();
    this.focus();
  }

  showInactive(): void {
    const state = living(this);
    if (state.visible) return;
    state.visible = true;
    deliver(state.contents, null, { kind: 'visibility', visible: true });
    this.emit('show');
  }

  hide(): void {
    const state = living(this);
    if (!state.visible) return;
    unfocusWindow(this);
    state.visible = false;
    deliver(state.contents, null, { kind: 'visibility', visible: false });
    this.emit('hide');
  }

  isVisible(): boolean {
    const state = living(this);
    return state.visible && !state.minimized;
  }

  focus(): void {
    if (living(this).visible) focusWindow(this);
  }

  blur(): void {
    living(this);
    unfocusWindow(this);
  }

  moveTop(): void {
    living(this);
  }

  isFocused(): boolean {
    return focusedWindow() === this;
  }

  minimize(): void {
    const state = living(this);
    if (state.minimized) return;
    unfocusWindow(this);
    state.minimized = true;
    this.emit('minimize');
  }

  isMinimized(): boolean {
    return living(this).minimized;
  }

  restore(): void {
    const state = living(this);
    if (!state.minimized) return;
    state.minimized = false;
    this.emit('restore');
    this.focus();
  }

  maximize(): void {
    const state = living(this);
    if (state.normalBounds) return;
    state.normalBounds = { ...state.bounds };
    this.setBounds(primaryDisplay().workArea);
    this.emit('maximize');
  }

  unmaximize(): void {
    const state = living(this);
    if (!state.normalBounds) return;
    const { normalBounds } = state;
    state.normalBounds = null;
    this.setBounds(normalBounds);
    this.emit('unmaximize');
  }

  isMaximized(): boolean {
    return living(this).normalBounds !== null;
  }

  setFullScreen(flag: boolean): void {
    const state = living(this);
    if (state.fullScreen === flag) return;
    state.fullScreen = flag;
    this.emit(flag ? 'enter-full-screen' : 'leave-full-screen');
  }

  isFullScreen(): boolean {
    return living(this).fullScreen;
  }

  getBounds(): Electron.Rectangle {
    return { ...living(this).bounds };
  }

  getContentBounds(): Electron.Rectangle {
    return this.getBounds();
  }

  getNormalBounds(): Electron.Rectangle {
    const state = living(this);
    return { ...(state.normalBounds ?? state.bounds) };
  }

  setBounds(bounds: Partial<Electron.Rectangle>, _animate?: boolean): void {
    const state = living(this);
    const before = state.bounds;
    const after = { ...before, ...bounds };
    state.bounds = after;
    if (after.x !== before.x || after.y !== before.y) this.emit('move');
    if (after.width === before.width && after.height === before.height) return;
    tellHost(host.call('resize', { id: state.contents.id, width: after.width, height: after.height }));
    this.emit('resize');
  }

  setContentBounds(bounds: Electron.Rectangle): void {
    this.setBounds(bounds);
  }

  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }

  getSize(): number[] {
    const { width, height } = living(this).bounds;
    return [width, height];
  }

  setContentSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }

  getContentSize(): number[] {
    return this.getSize();
  }

  setPosition(x: number, y: number): void {
    this.setBounds({ x, y });
  }

  getPosition(): number[] {
    const { x, y } = living(this).bounds;
    return [x, y];
  }

  center(): void {
    const { width, height } = living(this).bounds;
    this.setBounds(initialBounds({ width, height }));
  }

  close(): void {
    if (windowState(this).destroyed) return;
    const event = makeEvent({});
    this.emit('close', event);
    if (event.defaultPrevented) return;
    const { contents } = windowState(this);
    void mayLeave(contents).then((leaves) => {
      if (leaves) this.destroy();
      else lifecycle.quitting = false;
    });
  }

  destroy(): void {
    const state = windowState(this);
    if (state.destroyed) return;
    unfocusWindow(this);
    state.destroyed = true;
    state.visible = false;
    destroyContents(state.contents);
    forgetWindow(this);
  }
}

refuseUnknownOfClass('BrowserWindow', BrowserWindow, SettableWindow);

/** A page with something to lose may hold its window; main has the last word. */
async function mayLeave(contents: WebContents): Promise<boolean> {
  const wantsToStay = await host.call('beforeUnload', { id: contents.id }).catch(() => false);
  if (!wantsToStay || contents.isDestroyed()) return true;
  const event = makeEvent({});
  contents.emit('will-prevent-unload', event);
  return event.defaultPrevented;
}

function showPage(contents: WebContents, { width, height }: Electron.Rectangle): void {
  const { preferences, session } = contentsState(contents);
  const { content, line, inlet, problem } = pageScript(preferences);
  if (problem) {
    process.stderr.write(`Unable to load preload script: ${preferences.preload}\n${problem.message}\n`);
    setImmediate(() => contents.emit('preload-error', makeEvent({}), preferences.preload, problem));
  }
  const dark = nativeTheme.shouldUseDarkColors;
  const partition = partitionOf(session);
  tellHost(
    host.call('createPage', {
      id: contents.id,
      partition,
      script: content,
      line,
      inlet,
      width,
      height,
      dark,
    }),
  );
}
