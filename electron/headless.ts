import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fail } from '../shared/result.ts';
import { dataFolder } from './adapters/data-folder.ts';
import { diskFiles } from './adapters/disk-files.ts';
import { createLog } from './adapters/log.ts';
import { createFileSecrets } from './adapters/private-file-secrets.ts';
import { createSchemaEngine } from './adapters/schema-worker-client.ts';
import { openHistory } from './adapters/sqlite-history.ts';
import { systemClock } from './adapters/system-clock.ts';
import { createProcesses } from './adapters/system-processes.ts';
import { createHttp } from './adapters/undici-http.ts';
import { createApp } from './core/app.ts';
import { startWebHost } from './headless/web-host.ts';
import { createCommandHandlers } from './ipc/command-handlers.ts';
import { createDispatch } from './ipc/dispatch.ts';
import { createPushEvents } from './ipc/push-events.ts';
import { appVersion } from './version.ts';

/** The app without Electron: the same services, the window served to a browser on this machine. */

const { values: options } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    json: { type: 'boolean', default: false },
    demo: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});

// Loaded only for the demo: a chunk of its own.
const demo = options.demo ? await (await import('./demo-world.ts')).startDemoWorld() : null;
const processes = createProcesses(
  demo === null ? process.env : { ...process.env, OPENCLAW_CONFIG_PATH: demo.configPath },
);
const folder = demo?.dataFolder ?? dataFolder(process.env, process.platform, processes.homeFolder);
await mkdir(folder, { recursive: true, mode: 0o700 });

const log = createLog({
  level: options.verbose ? 'debug' : 'warn',
  write: (line) => process.stderr.write(line),
});
const isTest = process.env.PILOTLIGHT_TEST === '1';
const history = openHistory(path.join(folder, 'history.db'), log);
const app = await createApp({
  ports: {
    clock: systemClock,
    random: Math.random,
    http: createHttp(),
    files: diskFiles,
    processes,
    secrets: createFileSecrets(diskFiles, path.join(folder, 'keys.json')),
    history: history.store,
    schemaEngine: createSchemaEngine({ workerUrl: new URL('./schema-worker.js', import.meta.url) }),
    log,
  },
  dataFolder: folder,
  info: {
    version: appVersion,
    host: 'headless',
    platform: process.platform,
    demo: options.demo,
    locale: Intl.DateTimeFormat().resolvedOptions().locale,
  },
  ...scanPortsFrom(process.env.PILOTLIGHT_SCAN_PORTS),
});

const pushes = createPushEvents({ checkPayloads: isTest });
app.state.onChange((change) => pushes.push('snapshotChanged', change));

const handlers = createCommandHandlers(app, {
  openWindow: (place) => pushes.push('goTo', { place: place ?? 'models' }),
  closePanel: () => undefined,
  openExternal: async () => fail('desktop-only', 'The browser opens links by itself.'),
  copyText: () => fail('desktop-only', 'The browser copies by itself.'),
  quit: () => void shutDown(),
});

const host = await startWebHost({
  port: Number(options.port),
  rendererFolder: fileURLToPath(new URL('../renderer', import.meta.url)),
  dispatch: createDispatch({ handlers, log, checkAnswers: isTest }),
  pushes,
  log,
  pagesChanged: (count) => app.setVisible(count > 0),
});
app.start();
announce(host.newUrl());

process.on('SIGINT', () => void shutDown());
process.on('SIGTERM', () => void shutDown());
process.on('unhandledRejection', (reason) =>
  log.error('A promise was rejected unseen.', { reason: String(reason) }),
);

let closing = false;
async function shutDown(): Promise<void> {
  if (closing) return;
  closing = true;
  await host.close();
  await app.stop();
  await demo?.stop();
  process.exit(0);
}

function announce(url: string): void {
  console.log(
    options.json
      ? JSON.stringify({ ready: true, url, port: host.port, pid: process.pid })
      : `Pilotlight is ready: ${url}`,
  );
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
