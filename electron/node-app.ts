import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { dataFolder } from './adapters/data-folder.ts';
import { diskFiles } from './adapters/disk-files.ts';
import { createLog } from './adapters/log.ts';
import { createFileSecrets } from './adapters/private-file-secrets.ts';
import { createSchemaEngine } from './adapters/schema-worker-client.ts';
import { openHistory } from './adapters/sqlite-history.ts';
import { systemClock } from './adapters/system-clock.ts';
import { createProcesses } from './adapters/system-processes.ts';
import { createHttp } from './adapters/undici-http.ts';
import { type App, createApp } from './core/app.ts';
import { lookOnlyFiles, lookOnlyHistory } from './core/look-only.ts';
import type { Log } from './core/ports.ts';
import { appVersion } from './version.ts';

/** The services under plain Node, for the headless host and the command line. */

export type NodeAppOptions = {
  demo: boolean;
  logLevel: 'error' | 'warn' | 'debug';
  /** Shows and ends: writes nothing and begins nothing by itself, also beside a running Pilotlight. */
  looksOnly: boolean;
};

export type NodeApp = { app: App; log: Log; stop(): Promise<void> };

export async function createNodeApp(options: NodeAppOptions): Promise<NodeApp> {
  // Loaded only for the demo: a chunk of its own.
  const demo = options.demo ? await (await import('./demo-world.ts')).startDemoWorld() : null;
  const processes = createProcesses(
    demo === null ? process.env : { ...process.env, OPENCLAW_CONFIG_PATH: demo.configPath },
  );
  const folder = demo?.dataFolder ?? dataFolder(process.env, process.platform, processes.homeFolder);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const log = createLog({ level: options.logLevel, write: (line) => process.stderr.write(line) });
  const files = options.looksOnly ? lookOnlyFiles(diskFiles) : diskFiles;
  const history = openHistory(path.join(folder, 'history.db'), log).store;
  const app = await createApp({
    ports: {
      clock: systemClock,
      random: Math.random,
      http: createHttp(),
      files,
      processes,
      secrets: createFileSecrets(files, path.join(folder, 'keys.json')),
      history: options.looksOnly ? lookOnlyHistory(history) : history,
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
    looksOnly: options.looksOnly,
    ...scanPortsFrom(process.env.PILOTLIGHT_SCAN_PORTS),
  });
  return {
    app,
    log,
    async stop() {
      await app.stop();
      await demo?.stop();
    },
  };
}

function scanPortsFrom(text: string | undefined): { scanPorts?: number[] } {
  if (text === undefined) return {};
  const named = text.split(',').filter((each) => each !== '');
  return { scanPorts: named.map(Number) };
}
