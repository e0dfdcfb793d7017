import { contextBridge, ipcRenderer } from 'electron';
import { commandChannel, commandNames, eventChannel, eventNames } from '../shared/ipc-contract.ts';

/** Builds window.pilotlight from the contract: one function per command, one subscription door. */
const api: Record<string, unknown> = {};

for (const name of commandNames) {
  api[name] = (input?: unknown) => ipcRenderer.invoke(commandChannel(name), input);
}

api.on = (event: string, listener: (payload: unknown) => void) => {
  const name = eventNames.find((each) => each === event);
  if (name === undefined) throw new Error('There is no such event.');
  const receive = (_event: unknown, payload: unknown) => listener(payload);
  ipcRenderer.on(eventChannel(name), receive);
  // A React effect that forgets this leaks a listener, so there is no way to subscribe without getting it.
  return () => ipcRenderer.off(eventChannel(name), receive);
};

contextBridge.exposeInMainWorld('pilotlight', api);
