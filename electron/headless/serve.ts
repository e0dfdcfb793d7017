import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fail } from '../../shared/result.ts';
import { outliveTerminal } from '../adapters/terminal.ts';
import type { App } from '../core/app.ts';
import { createCommandHandlers } from '../ipc/command-handlers.ts';
import { createDispatch } from '../ipc/dispatch.ts';
import { createPushEvents } from '../ipc/push-events.ts';
import { createNodeApp } from '../node-app.ts';
import type { Metrics } from './metrics.ts';
import { startWebHost } from './web-host.ts';

/** The app without Electron: the same services, the window served to a browser on this machine. */
export async function serve(args: string[]): Promise<void> {
  const { values: options } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '0' },
      json: { type: 'boolean', default: false },
      demo: { type: 'boolean', default: false },
      verbose: { type: 'boolean', default: false },
      metrics: { type: 'boolean', default: false },
      'metrics-token': { type: 'string' },
    },
  });
  outliveTerminal();
  const { app, log, stop } = await createNodeApp({
    demo: options.demo,
    logLevel: options.verbose ? 'debug' : 'warn',
    looksOnly: false,
  });
  const isTest = process.env.PILOTLIGHT_TEST === '1';
  const pushes = createPushEvents({ checkPayloads: isTest });
  app.state.onChange((change) => pushes.push('snapshotChanged', change));

  const handlers = createCommandHandlers(app, {
    openWindow: (place) => pushes.push('goTo', { place: place ?? 'models' }),
    closePanel: () => undefined,
    openExternal: async () => fail('desktop-only', 'The browser opens links by itself.'),
    copyText: () => fail('desktop-only', 'The browser copies by itself.'),
    installUpdate: async () => fail('desktop-only', 'The headless host is updated by whoever installed it.'),
    quit: () => void shutDown(),
  });
  const metricsToken = options['metrics-token'] ?? process.env.PILOTLIGHT_METRICS_TOKEN ?? null;
  const metrics = options.metrics ? await openMetrics(app, metricsToken) : null;
  const host = await startWebHost({
    port: Number(options.port),
    rendererFolder: fileURLToPath(new URL('../renderer', import.meta.url)),
    dispatch: createDispatch({ handlers, log, checkAnswers: isTest }),
    pushes,
    log,
    pagesChanged: (count) => app.setVisible(count > 0),
    ...(metrics === null ? {} : { extraRoute: metrics.route }),
  });
  app.start();
  const url = host.newUrl();
  const metricsAt =
    metrics === null ? null : { url: `http://127.0.0.1:${host.port}/metrics`, token: metrics.token };
  const announced = { ready: true, url, port: host.port, pid: process.pid, metrics: metricsAt };
  const lines = [`Pilotlight is ready: ${url}`];
  if (metricsAt !== null) lines.push(`Metrics: ${metricsAt.url} with the bearer token ${metricsAt.token}`);
  process.stdout.write(`${options.json ? JSON.stringify(announced) : lines.join('\n')}\n`);

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
    await stop();
    process.exit(0);
  }
}

/** Loaded only when asked for. */
async function openMetrics(app: App, token: string | null): Promise<Metrics> {
  const { createMetrics } = await import('./metrics.ts');
  const source = {
    snapshot: () => app.state.snapshot(),
    now: () => Date.now(),
    pollFailures: (id: string) => app.fleet.watch(id)?.pollFailures() ?? 0,
  };
  return createMetrics(source, token);
}
