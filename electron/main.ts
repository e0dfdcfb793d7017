import { mkdirSync, mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { clipboard, app as electronApp, ipcMain, session, shell } from 'electron';
import { ok } from '../shared/result.ts';
import { dataFolder } from './adapters/data-folder.ts';
import { diskFiles } from './adapters/disk-files.ts';
import { createLog } from './adapters/log.ts';
import { createSchemaEngine } from './adapters/schema-worker-client.ts';
import { openHistory } from './adapters/sqlite-history.ts';
import { clockFrom } from './adapters/system-clock.ts';
import { createProcesses } from './adapters/system-processes.ts';
import { createHttp } from './adapters/undici-http.ts';
import { createApp } from './core/app.ts';
import { declareAppScheme, pageOrigin, serveAppScheme } from './desktop/app-protocol.ts';
import { createKeychain } from './desktop/keychain.ts';
import { refusePermissions } from './desktop/navigation-rules.ts';
import { watchPower } from './desktop/power.ts';
import { createTray } from './desktop/tray.ts';
import { createWindows } from './desktop/windows.ts';
import { createCommandHandlers } from './ipc/command-handlers.ts';
import { createDispatch } from './ipc/dispatch.ts';
import { createPushEvents } from './ipc/push-events.ts';
import { registerCommands } from './ipc/register-commands.ts';
import { createTrustedSenders } from './ipc/trusted-senders.ts';
import { appVersion } from './version.ts';

/** The desktop app. Reads like a table of contents: what is made, and what is wired to what. */

const isDemo = process.argv.includes('--demo');
const folder = isDemo
  ? mkdtempSync(path.join(os.tmpdir(), 'pilotlight-demo-data-'))
  : dataFolder(process.env, process.platform, os.homedir());
mkdirSync(folder, { recursive: true, mode: 0o700 });
electronApp.setPath('userData', path.join(folder, 'browser'));

// Not awaited: Electron gets ready only after this module has been evaluated to its end.
if (electronApp.requestSingleInstanceLock()) void run();
else electronApp.quit();

async function run(): Promise<void> {
  electronApp.enableSandbox();
  declareAppScheme();
  const isTest = process.env.PILOTLIGHT_TEST === '1';
  const log = createLog({ level: 'info', write: (line) => process.stderr.write(line) });

  await electronApp.whenReady();
  serveAppScheme(fileURLToPath(new URL('../renderer', import.meta.url)));
  refusePermissions(session.defaultSession);

  // Loaded only for the demo: a chunk of its own.
  const demo = isDemo ? await (await import('./demo-world.ts')).startDemoWorld() : null;
  const processes = createProcesses(
    demo === null ? process.env : { ...process.env, OPENCLAW_CONFIG_PATH: demo.configPath },
  );
  const history = openHistory(path.join(folder, 'history.db'), log);
  const app = await createApp({
    ports: {
      clock: clockFrom(process.env),
      random: Math.random,
      http: createHttp(),
      files: diskFiles,
      processes,
      secrets: createKeychain(diskFiles, path.join(folder, 'keys.sealed')),
      history: history.store,
      schemaEngine: createSchemaEngine({ workerUrl: new URL('./schema-worker.js', import.meta.url) }),
      log,
    },
    dataFolder: folder,
    info: {
      version: appVersion,
      host: 'desktop',
      platform: process.platform,
      demo: isDemo,
      locale: electronApp.getPreferredSystemLanguages()[0] ?? electronApp.getLocale(),
    },
    ...scanPortsFrom(process.env.PILOTLIGHT_SCAN_PORTS),
  });

  const pushes = createPushEvents({ checkPayloads: isTest });
  app.state.onChange((change) => pushes.push('snapshotChanged', change));

  const trusted = createTrustedSenders(pageOrigin);
  const windows = createWindows({
    preload: fileURLToPath(new URL('../preload/preload.cjs', import.meta.url)),
    trusted,
    pushes,
    changed: (open) => app.setVisible(open.main || open.panel),
  });
  const handlers = createCommandHandlers(app, {
    openWindow: (place) => windows.openMain(place),
    closePanel: () => windows.closePanel(),
    openExternal: async (url) => {
      await shell.openExternal(url);
      return ok(undefined);
    },
    copyText: (text) => {
      clipboard.writeText(text);
      return ok(undefined);
    },
    quit: () => electronApp.quit(),
  });
  registerCommands(ipcMain, createDispatch({ handlers, log, checkAnswers: isTest }), trusted, log);

  createTray({ app, windows, handlers });
  watchPower(app);

  electronApp.on('second-instance', () => windows.openMain(null));
  electronApp.on('activate', () => windows.openMain(null));
  // The app lives in the menu bar: closing the last window ends nothing.
  electronApp.on('window-all-closed', () => undefined);
  let stopped = false;
  electronApp.on('will-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    void Promise.all([app.stop(), demo?.stop()]).finally(() => {
      stopped = true;
      electronApp.quit();
    });
  });

  app.start();
  if (!process.argv.includes('--hidden')) windows.openMain(null);
}

function scanPortsFrom(text: string | undefined): { scanPorts?: number[] } {
  return text === undefined
    ? {}
    : {
        scanPorts: text
          .split(',')
          .filter((each) => each !== '')
          .map(Number),
      };
}
