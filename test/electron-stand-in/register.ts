/** Makes `electron` mean the stand-in, and gives the process the few marks Electron's main process has. */
import { registerHooks } from 'node:module';

const standIn = new URL('./electron.ts', import.meta.url).href;

registerHooks({
  resolve(specifier, context, nextResolve) {
    const isElectron = specifier === 'electron' || specifier.startsWith('electron/');
    return isElectron && specifier !== 'electron/package.json'
      ? { url: standIn, format: 'module-typescript', shortCircuit: true }
      : nextResolve(specifier, context);
  },
});

function redefine(key: string, value: unknown): void {
  Object.defineProperty(process, key, { value, configurable: true, enumerable: true, writable: true });
}

const wantedPlatform = process.env.ELECTRON_STAND_IN_PLATFORM;
if (wantedPlatform) redefine('platform', wantedPlatform);
redefine('versions', { ...process.versions, electron: '45.0.0-stand-in', chrome: '0.0.0.0' });
redefine('type', 'browser');
redefine('resourcesPath', process.env.ELECTRON_STAND_IN_RESOURCES ?? process.cwd());
if (process.env.ELECTRON_STAND_IN_PACKAGED !== '1') redefine('defaultApp', true);
