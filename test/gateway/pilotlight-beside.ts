import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { vi } from 'vitest';
import { createNodeApp, type NodeApp } from '../../electron/node-app.ts';
import type { Settings } from '../../shared/settings.ts';
import type { RunningGateway } from './running-gateway.ts';

/** Pilotlight's own services beside a running gateway, with the same config and a folder of their own. */
export async function startBeside(
  gateway: RunningGateway,
  options: { looksOnly: boolean; settings?: Partial<Settings> },
): Promise<NodeApp> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'pilotlight-beside-'));
  const data = path.join(folder, 'data');
  await mkdir(data);
  await writeFile(path.join(data, 'settings.json'), JSON.stringify(options.settings ?? {}));
  const environment = {
    HOME: folder,
    PILOTLIGHT_DATA: data,
    PILOTLIGHT_SCAN_PORTS: '',
    OPENCLAW_CONFIG_PATH: gateway.configPath,
    OPENCLAW_GATEWAY_PORT: String(gateway.port),
    // No command of the person's: these tests are about the running gateway.
    PATH: '',
    SHELL: '/bin/false',
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const started = await createNodeApp({
    demo: false,
    logLevel: 'error',
    looksOnly: options.looksOnly,
  });
  const { app, stop } = started;
  app.start();
  await vi.waitUntil(() => app.state.snapshot().app.settled, { timeout: 20_000, interval: 50 });
  return {
    ...started,
    async stop() {
      await stop();
      vi.unstubAllEnvs();
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}
