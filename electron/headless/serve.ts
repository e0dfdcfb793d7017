import { createHash } from 'node:crypto';
import os from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fail } from '../../shared/result.ts';
import { createDemoProcess } from '../adapters/demo-process.ts';
import { outliveTerminal } from '../adapters/terminal.ts';
import type { App } from '../core/app.ts';
import { createCommandHandlers } from '../ipc/command-handlers.ts';
import { createDispatch } from '../ipc/dispatch.ts';
import { createPushEvents } from '../ipc/push-events.ts';
import { createNodeApp } from '../node-app.ts';
import { createLinkDoor } from './link-door.ts';
import type { Metrics } from './metrics.ts';
import { portFrom } from './port.ts';
import type { AskingPage } from './socket.ts';
import { createStopper } from './stopper.ts';
import { startWebHost, type WebHost } from './web-host.ts';

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
      // For whoever starts a host as a part of its own life: a line asks for a link, the end of stdin ends it.
      'led-by-stdin': { type: 'boolean', default: false },
    },
  });
  outliveTerminal();
  const port = portFrom(options.port);
  const { app, log, folder, tellDoor, stop } = await createNodeApp({
    demo: options.demo,
    logLevel: options.verbose ? 'debug' : 'warn',
    looksOnly: false,
  });
  const isTest = process.env.PILOTLIGHT_TEST === '1';
  const pushes = createPushEvents({ checkPayloads: isTest });
  app.state.onChange((change) => pushes.push('snapshotChanged', change));

  let host: WebHost | null = null;
  const stopper = createStopper({
    clock: app.ports.clock,
    log,
    async stop() {
      await host?.close();
      await demoProcess.stop();
      await stop();
    },
    exit: (code) => process.exit(code),
  });
  const demoProcess = createDemoProcess(
    {
      command: process.execPath,
      args: [fileURLToPath(new URL('./headless.js', import.meta.url)), '--led-by-stdin'],
    },
    app.ports.clock,
  );
  const handlersFor = (page: AskingPage) =>
    createCommandHandlers(app, {
      openWindow: (place) => page.push('goTo', { place: place ?? 'models' }),
      closePanel: () => undefined,
      openExternal: async () => fail('desktop-only', 'The browser opens links by itself.'),
      copyText: () => fail('desktop-only', 'The browser copies by itself.'),
      installUpdate: async () =>
        fail('desktop-only', 'The headless host is updated by whoever installed it.'),
      startDemo: () => demoProcess.start(),
      quit: () => stopper.ask(),
    });
  const door = createLinkDoor(() => newUrl());
  try {
    const givenToken = options['metrics-token'];
    const metrics =
      options.metrics || givenToken !== undefined
        ? await openMetrics(app, givenToken ?? process.env.PILOTLIGHT_METRICS_TOKEN ?? null)
        : null;
    const listening = await startWebHost({
      port,
      hostId: hostIdFor(folder),
      rendererFolder: fileURLToPath(new URL('../renderer', import.meta.url)),
      dispatchFor: (page) => createDispatch({ handlers: handlersFor(page), log, checkAnswers: isTest }),
      pushes,
      log,
      pagesChanged: (count) => app.setVisible(count > 0),
      extraRoute: (asked, response) =>
        door.route(asked, response) || metrics?.route(asked, response) === true,
    });
    host = listening;
    tellDoor({ port: host.port, key: door.key });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopper.ask());
    process.on('unhandledRejection', (reason) =>
      log.error('A promise was rejected unseen.', { reason: String(reason) }),
    );
    app.start();
    const sayReady = () => announce(listening, metrics, options.json);
    sayReady();
    if (options['led-by-stdin']) {
      createInterface({ input: process.stdin })
        .on('line', sayReady)
        .on('close', () => stopper.ask());
    }
  } catch (error) {
    await stop();
    throw error;
  }

  function newUrl(): string {
    if (host === null) throw new Error('The host does not listen yet.');
    return host.newUrl();
  }
}

function announce(host: WebHost, metrics: Metrics | null, asJson: boolean): void {
  const url = host.newUrl();
  const metricsAt =
    metrics === null ? null : { url: `http://127.0.0.1:${host.port}/metrics`, token: metrics.token };
  const announced = { ready: true, url, port: host.port, pid: process.pid, metrics: metricsAt };
  const lines = [`Pilotlight is ready: ${url}`];
  if (metricsAt !== null) lines.push(`Metrics: ${metricsAt.url} with the bearer token ${metricsAt.token}`);
  process.stdout.write(`${asJson ? JSON.stringify(announced) : lines.join('\n')}\n`);
}

/** The same after a restart, so that a browser does not collect cookies; another for each machine and folder. */
function hostIdFor(folder: string): string {
  return createHash('sha256').update(`${os.hostname()}\n${folder}`).digest('hex').slice(0, 12);
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
