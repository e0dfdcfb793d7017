import { contextBridge, ipcRenderer } from 'electron';
import { commandChannel, eventChannel } from '../shared/channels.ts';

/**
 * Builds window.pilotlight from the contract: one function per command, one subscription door. The build puts in the
 * contract's names (build/vite.preload.ts): the schemas themselves are checked in main and would only make this larger.
 */
declare const __COMMAND_NAMES__: readonly string[];
declare const __EVENT_NAMES__: readonly string[];

const api: Record<string, unknown> = {};

for (const name of __COMMAND_NAMES__) {
  api[name] = (input?: unknown) => ipcRenderer.invoke(commandChannel(name), input);
}

api.on = (event: string, listener: (payload: unknown) => void) => {
  if (!__EVENT_NAMES__.includes(event)) throw new Error('There is no such event.');
  const receive = (_event: unknown, payload: unknown) => listener(payload);
  ipcRenderer.on(eventChannel(event), receive);
  // A React effect that forgets this leaks a listener, so there is no way to subscribe without getting it.
  return () => ipcRenderer.off(eventChannel(event), receive);
};

contextBridge.exposeInMainWorld('pilotlight', api);
