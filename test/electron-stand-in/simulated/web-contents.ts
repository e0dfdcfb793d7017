import { EventEmitter } from 'node:events';
import type { FrameInfo, LoadOutcome, MainMessage } from '../wire.ts';
import { asElectron, makeEvent } from './faithful.ts';
import { host, tellHost } from './host.ts';
import { NativeImage } from './native-image.ts';
import { refuseUnknownOfClass } from './refuse-unknown.ts';
import type { Session } from './session.ts';
import { detachFrame, type FrameOwner, updateFrame, WebFrameMain } from './web-frame.ts';

type OpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0];

type ContentsState = {
  session: Session;
  frames: Map<string, WebFrameMain>;
  mainFrame: WebFrameMain;
  openHandler: OpenHandler | null;
  url: string;
  title: string;
  loading: boolean;
  crashed: boolean;
  destroyed: boolean;
  devTools: boolean;
  zoomFactor: number;
  focused: () => boolean;
  preferences: Electron.WebPreferences;
};

const states = new WeakMap<object, ContentsState>();
const alive = new Map<number, WebContents>();
let lastId = 0;

export function contentsState(contents: object): ContentsState {
  const state = states.get(contents);
  if (!state) throw new Error('electron stand-in: not a webContents');
  return state;
}

export class WebContents extends EventEmitter {
  readonly id = ++lastId;

  constructor(session: Session, preferences: Electron.WebPreferences = {}) {
    super();
    const info: FrameInfo = { token: `main-${this.id}`, url: '', name: '', parent: null };
    const mainFrame = new WebFrameMain(ownerOfFrames(this), info, null);
    states.set(this, {
      session,
      preferences,
      mainFrame,
      frames: new Map([[info.token, mainFrame]]),
      openHandler: null,
      url: '',
      title: '',
      loading: false,
      crashed: false,
      destroyed: false,
      devTools: false,
      zoomFactor: 1,
      focused: () => false,
    });
    alive.set(this.id, this);
  }

  static getAllWebContents(): Electron.WebContents[] {
    return [...alive.values()].map((contents) => asElectron(contents));
  }

  static fromId(id: number): Electron.WebContents | undefined {
    return asElectron(alive.get(id));
  }

  static getFocusedWebContents(): Electron.WebContents | null {
    return asElectron([...alive.values()].find((contents) => contents.isFocused()) ?? null);
  }

  get session(): Electron.Session {
    return asElectron(contentsState(this).session);
  }

  get mainFrame(): Electron.WebFrameMain {
    return asElectron(contentsState(this).mainFrame);
  }

  get zoomFactor(): number {
    return contentsState(this).zoomFactor;
  }

  set zoomFactor(factor: number) {
    contentsState(this).zoomFactor = factor;
  }

  setZoomFactor(factor: number): void {
    contentsState(this).zoomFactor = factor;
  }

  getZoomFactor(): number {
    return contentsState(this).zoomFactor;
  }

  async setVisualZoomLevelLimits(_minimumLevel: number, _maximumLevel: number): Promise<void> {}

  setBackgroundThrottling(_allowed: boolean): void {}

  setAudioMuted(_muted: boolean): void {}

  getURL(): string {
    return contentsState(this).url;
  }

  getTitle(): string {
    return contentsState(this).title;
  }

  getType(): ReturnType<Electron.WebContents['getType']> {
    return 'window';
  }

  getUserAgent(): string {
    return contentsState(this).session.getUserAgent();
  }

  getProcessId(): number {
    return 1000 + this.id;
  }

  getOSProcessId(): number {
    return this.getProcessId();
  }

  isDestroyed(): boolean {
    return contentsState(this).destroyed;
  }

  isCrashed(): boolean {
    return contentsState(this).crashed;
  }

  isLoading(): boolean {
    return contentsState(this).loading;
  }

  isLoadingMainFrame(): boolean {
    return contentsState(this).loading;
  }

  isFocused(): boolean {
    return contentsState(this).focused();
  }

  focus(): void {}

  setWindowOpenHandler(handler: OpenHandler): void {
    contentsState(this).openHandler = handler;
  }

  async loadURL(url: string, _options?: Electron.LoadURLOptions): Promise<void> {
    await load(this, url, host.call('loadUrl', { id: this.id, url }));
  }

  async loadFile(filePath: string, options?: Electron.LoadFileOptions): Promise<void> {
    const { pathToFileURL } = await import('node:url');
    const url = pathToFileURL(filePath);
    for (const [name, value] of Object.entries(options?.query ?? {})) url.searchParams.set(name, value);
    if (options?.search) url.search = options.search;
    if (options?.hash) url.hash = options.hash;
    await this.loadURL(url.href);
  }

  reload(): void {
    const { url } = contentsState(this);
    load(this, url, host.call('reload', { id: this.id })).catch(() => {});
  }

  reloadIgnoringCache(): void {
    this.reload();
  }

  stop(): void {}

  send(channel: string, ...args: unknown[]): void {
    deliver(this, null, { kind: 'event', channel, args });
  }

  async executeJavaScript(code: string, _userGesture?: boolean): Promise<unknown> {
    return host.call('runScript', { id: this.id, code });
  }

  async capturePage(): Promise<Electron.NativeImage> {
    return NativeImage.createFromBuffer(Buffer.from(await host.call('screenshot', { id: this.id })));
  }

  forcefullyCrashRenderer(): void {
    tellHost(host.call('crash', { id: this.id }));
  }

  openDevTools(): void {
    contentsState(this).devTools = true;
    this.emit('devtools-opened');
  }

  closeDevTools(): void {
    contentsState(this).devTools = false;
    this.emit('devtools-closed');
  }

  toggleDevTools(): void {
    if (this.isDevToolsOpened()) this.closeDevTools();
    else this.openDevTools();
  }

  isDevToolsOpened(): boolean {
    return contentsState(this).devTools;
  }

  close(): void {
    destroyContents(this);
  }
}

refuseUnknownOfClass('webContents', WebContents);

function ownerOfFrames(contents: WebContents): FrameOwner {
  return {
    processId: contents.getProcessId(),
    isDestroyed: () => contents.isDestroyed(),
    deliver: (token, message) => deliver(contents, token, message),
    runScript: (code) => contents.executeJavaScript(code),
    framesOf: (parent) => {
      const frames = [...contentsState(contents).frames.values()];
      return frames.filter((frame) => (frame.parent as unknown) === parent);
    },
  };
}

/** The frame the driver speaks of: the same object for the same frame, as in Electron. */
export function frameOf(contents: WebContents, info: FrameInfo): WebFrameMain {
  const { frames } = contentsState(contents);
  const known = frames.get(info.token);
  if (known) {
    updateFrame(known, info);
    return known;
  }
  const parent = info.parent ? frameOf(contents, info.parent) : null;
  const made = new WebFrameMain(ownerOfFrames(contents), info, parent);
  frames.set(info.token, made);
  return made;
}

export function forgetFrame(contents: WebContents, token: string): void {
  const { frames } = contentsState(contents);
  const frame = frames.get(token);
  if (frame) detachFrame(frame);
  frames.delete(token);
}

export function deliver(contents: WebContents, frameToken: string | null, message: MainMessage): void {
  if (contentsState(contents).destroyed) throw new TypeError('Object has been destroyed');
  tellHost(host.call('deliver', { id: contents.id, frameToken, message }));
}

async function load(contents: WebContents, url: string, outcome: Promise<LoadOutcome>): Promise<void> {
  const state = contentsState(contents);
  state.loading = true;
  contents.emit('did-start-loading');
  const result = await outcome;
  state.loading = false;
  if (state.destroyed) return;
  if (result.ok) {
    contents.emit('did-stop-loading');
    return;
  }
  contents.emit('did-fail-load', makeEvent({}), result.code, result.description, url, true, 0, 0);
  contents.emit('did-stop-loading');
  throw Object.assign(new Error(`${result.description} (${result.code}) loading '${url}'`), {
    errno: result.code,
    code: result.description,
    url,
  });
}

export function destroyContents(contents: WebContents): void {
  const state = contentsState(contents);
  if (state.destroyed) return;
  state.destroyed = true;
  alive.delete(contents.id);
  contents.emit('destroyed');
  tellHost(host.call('closePage', { id: contents.id }));
}

export function contentsById(id: number): WebContents | undefined {
  return alive.get(id);
}
