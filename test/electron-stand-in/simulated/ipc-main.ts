import { EventEmitter } from 'node:events';
import type { MainMessage } from '../wire.ts';
import { asElectron, makeEvent } from './faithful.ts';
import { refuseUnknownOfClass } from './refuse-unknown.ts';
import type { WebContents } from './web-contents.ts';
import type { WebFrameMain } from './web-frame.ts';

type Handler = Parameters<Electron.IpcMain['handle']>[1];

const handlers = new Map<string, Handler>();

export class IpcMain extends EventEmitter {
  handle(channel: string, listener: Handler): void {
    if (handlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    }
    handlers.set(channel, listener);
  }

  handleOnce(channel: string, listener: Handler): void {
    this.handle(channel, (event, ...args) => {
      this.removeHandler(channel);
      return listener(event, ...args);
    });
  }

  removeHandler(channel: string): void {
    handlers.delete(channel);
  }
}

refuseUnknownOfClass('ipcMain', IpcMain);
export const ipcMain = new IpcMain();

export type Sender = { contents: WebContents; frame: WebFrameMain | null };

function senderEvent({ contents, frame }: Sender) {
  return makeEvent({
    type: 'frame' as const,
    sender: asElectron<Electron.WebContents>(contents),
    senderFrame: asElectron<Electron.WebFrameMain | null>(frame),
    frameId: frame?.routingId ?? 0,
    processId: contents.getProcessId(),
  });
}

export type InvokeOutcome = { ok: true; value: unknown } | { ok: false; error: string };

/** Values cross as clones, as they do between Electron's processes; what cannot be cloned fails the call. */
export async function dispatchInvoke(
  sender: Sender,
  channel: string,
  args: unknown[],
): Promise<InvokeOutcome> {
  try {
    const handler = handlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    const value: unknown = await handler(senderEvent(sender), ...(structuredClone(args) as unknown[]));
    return { ok: true, value: structuredClone(value) };
  } catch (error) {
    return { ok: false, error: String(error) };
  }
}

export function dispatchSend(sender: Sender, channel: string, args: unknown[]): void {
  const event = Object.assign(senderEvent(sender), {
    ports: [],
    returnValue: undefined,
    reply: (replyChannel: string, ...replyArgs: unknown[]) => {
      const message: MainMessage = { kind: 'event', channel: replyChannel, args: replyArgs };
      if (sender.frame) sender.frame.send(message.channel, ...message.args);
    },
  });
  ipcMain.emit(channel, event, ...(structuredClone(args) as unknown[]));
}
