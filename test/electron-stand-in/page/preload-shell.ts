/// <reference types="electron" />
/**
 * Runs in every document before its own scripts, and gives the preload what Electron would: `require('electron')`
 * with contextBridge and ipcRenderer. Sent to the page as text, so it uses nothing from outside itself.
 *
 * Differs from Electron: the preload shares the page's JavaScript world (inside a closure the page cannot reach)
 * instead of having one of its own. Values still cross as copies and functions as wrappers.
 */
import type { MainMessage, PageMessage } from '../wire.ts';

export type ShellOptions = {
  /** Names the page cannot guess: the line to main, and the place where main's messages are put in. */
  line: string;
  inlet: string;
  preloadInSubFrames: boolean;
  process: { platform: string; arch: string; versions: Record<string, string>; argv: string[] };
};

type Preload = (require: (name: string) => unknown, module: object, exports: object, process: object) => void;
type Listener = Parameters<Electron.IpcRenderer['on']>[1];
type Settled = { resolve: (value: unknown) => void; reject: (error: Error) => void };

export function preloadShell(options: ShellOptions, preload: Preload | null): void {
  const globals = globalThis as unknown as Record<string, unknown>;
  const tellMain = globals[options.line] as ((message: PageMessage) => Promise<void>) | undefined;
  delete globals[options.line];
  const isTop = window.top === window;
  if (!tellMain || (!isTop && !options.preloadInSubFrames)) return;

  const listeners = new Map<string, Set<Listener>>();
  const waiting = new Map<string, Settled>();
  const documentMark = Math.random().toString(36).slice(2);
  let lastCall = 0;

  function notSimulated(path: string): never {
    throw new Error(`electron stand-in: ${path} is not simulated in a preload`);
  }

  /** What Electron's processes can send each other; a function in it is refused as there. */
  function cloned<Value>(value: Value): Value {
    try {
      return structuredClone(value);
    } catch {
      throw new Error('An object could not be cloned.');
    }
  }

  function showTo(visible: boolean): void {
    const state = visible ? 'visible' : 'hidden';
    Object.defineProperty(document, 'visibilityState', { get: () => state, configurable: true });
    Object.defineProperty(document, 'hidden', { get: () => !visible, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }

  function settle(message: Extract<MainMessage, { kind: 'reply' }>): void {
    const asked = waiting.get(message.callId);
    waiting.delete(message.callId);
    if (message.ok) asked?.resolve(message.value);
    else asked?.reject(new Error(message.error));
  }

  function receive(message: MainMessage): void {
    switch (message.kind) {
      case 'visibility':
        showTo(message.visible);
        return;
      case 'reply':
        settle(message);
        return;
      case 'event': {
        const event = { sender: ipcRenderer, ports: [] } as unknown as Electron.IpcRendererEvent;
        for (const listener of [...(listeners.get(message.channel) ?? [])]) listener(event, ...message.args);
      }
    }
  }
  Object.defineProperty(window, options.inlet, { value: receive, enumerable: false });

  const on = (channel: string, listener: Listener): Electron.IpcRenderer => {
    const known = listeners.get(channel) ?? new Set();
    listeners.set(channel, known.add(listener));
    return ipcRenderer as unknown as Electron.IpcRenderer;
  };
  const off = (channel: string, listener: Listener): Electron.IpcRenderer => {
    listeners.get(channel)?.delete(listener);
    return ipcRenderer as unknown as Electron.IpcRenderer;
  };

  const ipcRenderer = {
    on,
    addListener: on,
    off,
    removeListener: off,
    once: (channel: string, listener: Listener) => {
      const once: Listener = (event, ...args) => {
        off(channel, once);
        listener(event, ...args);
      };
      return on(channel, once);
    },
    removeAllListeners: (channel?: string): Electron.IpcRenderer => {
      if (channel === undefined) listeners.clear();
      else listeners.delete(channel);
      return ipcRenderer as unknown as Electron.IpcRenderer;
    },
    send: (channel: string, ...args: unknown[]) => {
      void tellMain({ kind: 'send', channel, args: cloned(args) });
    },
    invoke: async (channel: string, ...args: unknown[]) => {
      const copies = cloned(args);
      const callId = `${documentMark}-${++lastCall}`;
      const reply = new Promise<unknown>((resolve, reject) => {
        const failed = (error: Error) =>
          reject(new Error(`Error invoking remote method '${channel}': ${error.message}`));
        waiting.set(callId, { resolve, reject: failed });
      });
      void tellMain({ kind: 'invoke', callId, channel, args: copies });
      return reply;
    },
  } satisfies Partial<Electron.IpcRenderer>;

  function isPlain(value: object): boolean {
    const parent = Object.getPrototypeOf(value) as object | null;
    return parent === null || parent === Object.prototype;
  }

  /** What the other side of the bridge gets to see of a value. */
  function bridged(value: unknown): unknown {
    if (typeof value === 'symbol') throw new TypeError('A symbol cannot cross the context bridge');
    if (typeof value === 'function') return bridgedFunction(value as (...args: unknown[]) => unknown);
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof Promise) return value.then(bridged, (error) => Promise.reject(bridged(error)));
    if (value instanceof Error) return Object.assign(new Error(value.message), { name: value.name });
    if (Array.isArray(value)) return value.map(bridged);
    if (isPlain(value))
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, bridged(one)]));
    return cloned(value);
  }

  function bridgedFunction(inner: (...args: unknown[]) => unknown) {
    return (...args: unknown[]) => bridged(inner(...args.map(bridged)));
  }

  function frozen(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    for (const inner of Object.values(value)) frozen(inner);
    return Object.freeze(value);
  }

  const contextBridge = {
    exposeInMainWorld: (apiKey: string, api: unknown) => {
      if (Object.hasOwn(window, apiKey))
        throw new Error('Cannot bind an API on top of an existing property on the window object');
      Object.defineProperty(window, apiKey, { value: frozen(bridged(api)), enumerable: true });
    },
  } satisfies Partial<Electron.ContextBridge>;

  function refusing<Part extends object>(name: string, part: Part): Part {
    return new Proxy(part, {
      get: (target, key, receiver) =>
        key in target || typeof key === 'symbol'
          ? Reflect.get(target, key, receiver)
          : notSimulated(`${name}.${key}`),
    });
  }

  const electron = refusing('electron', {
    contextBridge: refusing('contextBridge', contextBridge),
    ipcRenderer: refusing('ipcRenderer', ipcRenderer),
  });

  function requireInSandbox(name: string): unknown {
    if (name === 'electron' || name === 'electron/renderer') return electron;
    throw new Error(`module not found: ${name}`);
  }

  const module = { exports: {} };
  const sandboxProcess = {
    ...options.process,
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    env: {},
  };
  try {
    preload?.(requireInSandbox, module, module.exports, sandboxProcess);
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    void tellMain({ kind: 'preload-error', message, stack: stack ?? '' });
    console.error(`Unable to load preload script: ${stack ?? message}`);
  }
}
