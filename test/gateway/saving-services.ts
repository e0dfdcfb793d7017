import path from 'node:path';
import { diskFiles } from '../../electron/adapters/disk-files.ts';
import { createSchemaEngine } from '../../electron/adapters/schema-worker-client.ts';
import { systemClock } from '../../electron/adapters/system-clock.ts';
import { createHttp } from '../../electron/adapters/undici-http.ts';
import { createAppState } from '../../electron/core/app-state.ts';
import { type ConfigService, createConfigService } from '../../electron/core/gateway/config-service.ts';
import { createGatewayService, type GatewayService } from '../../electron/core/gateway/gateway-service.ts';
import { newestReadable } from '../../electron/core/gateway/save/newest-readable.ts';
import { openVersions } from '../../electron/core/gateway/save/versions.ts';
import type { NewActivity } from '../../shared/activity.ts';
import type { Gateway } from '../../shared/gateway.ts';
import { defaultSettings } from '../../shared/settings.ts';
import { emptySnapshot } from '../fakes/builders.ts';
import { createRecordingLog, type RecordingLog } from '../fakes/recording-log.ts';
import { cleanProcesses } from './config-tools.ts';
import type { OpenclawCli } from './install-openclaw.ts';

/** The app's own services around the config, as app.ts puts them together: real disk, real command line, real thread. */
export type SavingServices = {
  config: ConfigService;
  gateway: GatewayService;
  state(): Gateway;
  happened: NewActivity[];
  log: RecordingLog;
  stop(): Promise<void>;
};

const workerUrl = new URL('../../electron/adapters/schema-worker.ts', import.meta.url);

export async function startSavingServices(options: {
  installed: OpenclawCli;
  folder: string;
  configPath: string;
  env?: Record<string, string>;
  worker?: URL;
}): Promise<SavingServices> {
  const { folder } = options;
  const log = createRecordingLog();
  const http = createHttp();
  const processes = cleanProcesses(folder, { OPENCLAW_CONFIG_PATH: options.configPath, ...options.env });
  const ports = { files: diskFiles, processes, http, clock: systemClock, random: Math.random, log };
  const state = createAppState(emptySnapshot());
  const happened: NewActivity[] = [];
  const versions = await openVersions({ ...ports, folder: path.join(folder, 'data/config-versions') });
  const gateway = createGatewayService({
    ports,
    state,
    settings: () => ({ ...defaultSettings, cliPath: options.installed[1] }),
    workFolder: path.join(folder, 'data/checks'),
    demo: false,
    visible: () => false,
    changed: () => undefined,
    versionOf: ({ hash }) => versions.findByHash(hash),
    newestReadable: (file) => newestReadable(versions, file),
  });
  const config = createConfigService({
    ...ports,
    state,
    gateway,
    versions,
    engine: createSchemaEngine({ workerUrl: options.worker ?? workerUrl }),
    schemaFolder: path.join(folder, 'data/schema'),
    happened: (event) => void happened.push(event),
  });
  await gateway.start();
  return {
    config,
    gateway,
    state: () => state.snapshot().gateway,
    happened,
    log,
    async stop() {
      await config.stop();
      gateway.stop();
      await http.close();
    },
  };
}
