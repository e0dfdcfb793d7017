import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { dataFolder } from './adapters/data-folder.ts';
import { diskFiles } from './adapters/disk-files.ts';
import { type Holder, lockFolder } from './adapters/folder-lock.ts';
import { type AppLog, createLog, openLog } from './adapters/log.ts';
import { createScrubber, learningHttp, learningSecrets, type Scrubber } from './adapters/log-scrubber.ts';
import { createFileSecrets } from './adapters/private-file-secrets.ts';
import { scanPortsFrom } from './adapters/scan-ports.ts';
import { createSchemaEngine } from './adapters/schema-worker-client.ts';
import { openHistory } from './adapters/sqlite-history.ts';
import { clockFrom } from './adapters/system-clock.ts';
import { createProcesses } from './adapters/system-processes.ts';
import { createHttp } from './adapters/undici-http.ts';
import { type App, createApp } from './core/app.ts';
import { addNotice } from './core/app-notices.ts';
import { lookOnlyFiles, lookOnlyHistory } from './core/look-only.ts';
import type { Log } from './core/ports.ts';
import { makeDemoFolder } from './demo-folder.ts';
import { PlainError } from './outcome.ts';
import { appVersion } from './version.ts';

/** The services under plain Node, for the headless host and the command line. */

export type NodeAppOptions = {
  demo: boolean;
  logLevel: 'error' | 'warn' | 'debug';
  /** Shows and ends: writes nothing and begins nothing by itself, also beside a running Pilotlight. */
  looksOnly: boolean;
};

export type NodeApp = {
  app: App;
  log: Log;
  folder: string;
  /** Says in the data folder where `pilotlight url` may ask for a link. */
  tellDoor(door: Holder['door']): void;
  stop(): Promise<void>;
};

export async function createNodeApp(options: NodeAppOptions): Promise<NodeApp> {
  const demoFolder = options.demo ? makeDemoFolder() : null;
  // Loaded only for the demo: a chunk of its own.
  const demo =
    demoFolder === null ? null : await (await import('./demo-world.ts')).startDemoWorld(demoFolder);
  const processes = createProcesses(
    demo === null ? process.env : { ...process.env, OPENCLAW_CONFIG_PATH: demo.configPath },
  );
  const folder = demoFolder?.data ?? dataFolder(process.env, process.platform, processes.homeFolder);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = options.looksOnly ? null : lockFolder(folder, 'headless');
  if (lock !== null && lock.taken !== null) throw new PlainError(lock.taken);
  const { log, scrubber } = logFor(options, folder);
  const files = options.looksOnly ? lookOnlyFiles(diskFiles) : diskFiles;
  const { store: history, movedAside } = openHistory(path.join(folder, 'history.db'), log);
  const app = await createApp({
    ports: {
      clock: clockFrom(process.env),
      random: Math.random,
      http: learningHttp(createHttp(), scrubber),
      files,
      processes,
      secrets: learningSecrets(createFileSecrets(files, path.join(folder, 'keys.json')), scrubber),
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
  if (movedAside !== null) addNotice(app.state, 'history-reset', movedAside);
  const followLevel = () =>
    log.setLevel(options.logLevel === 'debug' ? 'debug' : app.settings.current().logLevel);
  if (!options.looksOnly) app.settings.onChange(followLevel);
  if (!options.looksOnly) followLevel();
  log.info('Pilotlight started.', { version: appVersion, platform: process.platform });
  return {
    app,
    log,
    folder,
    tellDoor: (door) => lock?.tellDoor(door),
    async stop() {
      await app.stop();
      processes.stop();
      await demo?.stop();
      lock?.release();
    },
  };
}

/** A command that only looks writes no log file either. */
function logFor(
  { looksOnly, logLevel }: NodeAppOptions,
  folder: string,
): { log: AppLog; scrubber: Scrubber } {
  const toTerminal = (line: string) => void process.stderr.write(line);
  if (!looksOnly) {
    return openLog({
      dataFolder: folder,
      name: 'headless',
      level: 'info',
      environment: process.env,
      also: { from: logLevel, write: toTerminal },
    });
  }
  const scrubber = createScrubber(process.env);
  return { log: createLog({ level: logLevel, write: (line) => toTerminal(scrubber.scrub(line)) }), scrubber };
}
