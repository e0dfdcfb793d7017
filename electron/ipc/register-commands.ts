import { commandChannel } from '../../shared/channels.ts';
import { commandNames } from '../../shared/ipc-contract.ts';
import { fail } from '../../shared/result.ts';
import type { Log } from '../core/ports.ts';
import { createCommandLimit } from './command-limit.ts';
import type { Dispatch } from './dispatch.ts';
import { createRefusalLog } from './refusal-log.ts';
import type { TrustedSenders } from './trusted-senders.ts';

/** The part of Electron's ipcMain that is used, so that this file needs no Electron. */
type InvokeEvent = {
  sender: { id: number };
  senderFrame: { url: string; parent: unknown } | null;
};
type IpcMainLike = {
  handle(channel: string, listener: (event: InvokeEvent, input: unknown) => Promise<unknown>): void;
};

/** Opens exactly the contract's channels: each checks who calls, and what with, before a handler runs. */
export function registerCommands(
  ipcMain: IpcMainLike,
  dispatch: Dispatch,
  trusted: TrustedSenders,
  log: Log,
): void {
  const limit = createCommandLimit<number>();
  const tellRefusal = createRefusalLog(log);
  for (const name of commandNames) {
    ipcMain.handle(commandChannel(name), async (event, input: unknown) => {
      if (trusted.isTrusted(senderOf(event))) return limit.run(event.sender.id, () => dispatch(name, input));
      // A page may have an address of megabytes.
      const url = event.senderFrame?.url.slice(0, 200);
      tellRefusal('A command from a stranger was refused.', { name, url });
      return fail('untrusted-sender', 'Only Pilotlight’s own windows may do this.');
    });
  }
}

function senderOf(event: InvokeEvent): Parameters<TrustedSenders['isTrusted']>[0] {
  const frame = event.senderFrame;
  return {
    webContentsId: event.sender.id,
    frame: frame === null ? null : { url: frame.url, isTop: frame.parent === null },
  };
}
