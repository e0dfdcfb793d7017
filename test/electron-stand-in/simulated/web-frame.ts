import type { FrameInfo, MainMessage } from '../wire.ts';
import { asElectron } from './faithful.ts';
import { refuseUnknownOfClass } from './refuse-unknown.ts';

/** What a frame needs from the contents it belongs to. */
export type FrameOwner = {
  processId: number;
  isDestroyed(): boolean;
  deliver(frameToken: string, message: MainMessage): void;
  runScript(code: string): Promise<unknown>;
  framesOf(parent: WebFrameMain): WebFrameMain[];
};

type FrameState = { owner: FrameOwner; info: FrameInfo; parent: WebFrameMain | null; detached: boolean };

const states = new WeakMap<object, FrameState>();
let lastRoutingId = 0;

function stateOf(frame: WebFrameMain): FrameState {
  const state = states.get(frame);
  if (!state) throw new Error('electron stand-in: not a frame');
  return state;
}

/** The address as the page sees it: custom schemes are standard ones, unlike what Node's URL makes of them. */
export function originOf(url: string): string {
  const found = /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)/i.exec(url);
  return found?.[1] && !url.startsWith('file:') ? found[1] : url.startsWith('file:') ? 'file://' : 'null';
}

export class WebFrameMain {
  readonly routingId = ++lastRoutingId;
  readonly frameTreeNodeId = this.routingId;

  constructor(owner: FrameOwner, info: FrameInfo, parent: WebFrameMain | null) {
    states.set(this, { owner, info, parent, detached: false });
  }

  get url(): string {
    return stateOf(this).info.url;
  }

  get origin(): string {
    return originOf(this.url);
  }

  get name(): string {
    return stateOf(this).info.name;
  }

  get frameToken(): string {
    return stateOf(this).info.token;
  }

  get processId(): number {
    return stateOf(this).owner.processId;
  }

  get osProcessId(): number {
    return stateOf(this).owner.processId;
  }

  get parent(): Electron.WebFrameMain | null {
    return asElectron(stateOf(this).parent);
  }

  get top(): Electron.WebFrameMain | null {
    return stateOf(this).parent?.top ?? asElectron(this);
  }

  get frames(): Electron.WebFrameMain[] {
    return stateOf(this)
      .owner.framesOf(this)
      .map((frame) => asElectron(frame));
  }

  get framesInSubtree(): Electron.WebFrameMain[] {
    const below = stateOf(this).owner.framesOf(this);
    return [asElectron(this), ...below.flatMap((frame) => frame.framesInSubtree)];
  }

  get detached(): boolean {
    return stateOf(this).detached;
  }

  isDestroyed(): boolean {
    return stateOf(this).detached || stateOf(this).owner.isDestroyed();
  }

  send(channel: string, ...args: unknown[]): void {
    stateOf(this).owner.deliver(this.frameToken, { kind: 'event', channel, args });
  }

  executeJavaScript(code: string): Promise<unknown> {
    if (stateOf(this).parent)
      throw new Error('electron stand-in: executeJavaScript works in main frames only');
    return stateOf(this).owner.runScript(code);
  }
}

refuseUnknownOfClass('WebFrameMain', WebFrameMain);

export function updateFrame(frame: WebFrameMain, info: FrameInfo): void {
  stateOf(frame).info = info;
}

export function detachFrame(frame: WebFrameMain): void {
  stateOf(frame).detached = true;
}
