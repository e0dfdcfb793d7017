import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Agent, request } from 'undici';
import { systemClock } from '../../electron/adapters/system-clock.ts';
import { createHttp } from '../../electron/adapters/undici-http.ts';
import { createAppState } from '../../electron/core/app-state.ts';
import type { Http } from '../../electron/core/ports.ts';
import { createFleet } from '../../electron/core/servers/fleet.ts';
import { noAuthorisation } from '../../electron/core/servers/server-client.ts';
import { defaultSettings } from '../../shared/settings.ts';
import type { SnapshotChange } from '../../shared/snapshot.ts';
import { emptySnapshot } from '../fakes/builders.ts';
import { createRecordingLog } from '../fakes/recording-log.ts';
import { ms, printTable, ratio } from './measure.ts';

/**
 * What it costs to watch many servers: Pilotlight's whole poll (request, checks, transform, comparison with the
 * snapshot) against a bare undici request and JSON.parse of the very same bodies at the same pace, in the same run.
 */
const paceMs = 10_000;
const rounds = 3;
const sizes = process.argv.includes('--quick') ? [10, 100] : [10, 100, 1_000];
const rows: (string | number)[][] = [];

for (const size of sizes) {
  const servers = fork(fileURLToPath(new URL('./many-servers.ts', import.meta.url)), [String(size), '20']);
  const [{ ports }] = (await once(servers, 'message')) as [{ ports: number[] }];
  const bare = await measureBare(ports);
  const ours = await measureOurs(ports, servers);
  const barePoll = bare.cpuMs / (size * rounds);
  // Jittered polls do not end with the window: what was really asked counts.
  const ourPoll = ours.cpuMs / ours.polls;
  rows.push([
    size,
    ms(barePoll),
    ms(ourPoll),
    ratio(ourPoll, barePoll),
    `${(((ourPoll * size) / paceMs) * 100).toFixed(2)} %`,
    `${(ours.bytesPerServer / 1024).toFixed(1)} kB`,
    `${ours.pushedBytes} B`,
  ]);
  servers.disconnect();
  await once(servers, 'exit');
}

printTable(
  [
    'servers × 20 models',
    'bare: CPU a poll',
    'Pilotlight: CPU a poll',
    'ratio',
    'share of a core at a 10 s pace',
    'memory a server',
    'pushed for one changed model',
  ],
  rows,
);
console.log(`\n(${path.basename(import.meta.filename)}, ${rounds} rounds of ${paceMs / 1000} s)`);

async function measureBare(ports: readonly number[]): Promise<{ cpuMs: number }> {
  const agent = new Agent({ keepAliveTimeout: 30_000, connections: 4, pipelining: 1 });
  const poll = async (port: number) => {
    const { body } = await request(`http://127.0.0.1:${port}/api/v1/models`, { dispatcher: agent });
    JSON.parse(await body.text());
  };
  await spread(ports, poll);
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1) await spread(ports, poll);
  const used = process.cpuUsage(before);
  await agent.destroy();
  return { cpuMs: (used.user + used.system) / 1_000 };
}

/** One round at the pace: evenly over the period, as jittered polls are. */
async function spread(ports: readonly number[], poll: (port: number) => Promise<void>): Promise<void> {
  const gap = paceMs / ports.length;
  await Promise.all(
    ports.map(async (port, index) => {
      await new Promise((resolve) => setTimeout(resolve, index * gap));
      await poll(port);
    }),
  );
  await new Promise((resolve) => setTimeout(resolve, gap));
}

async function measureOurs(ports: readonly number[], servers: ChildProcess) {
  globalThis.gc?.();
  const heapBefore = process.memoryUsage().heapUsed;
  const http = createHttp();
  const asked = counted(http);
  const state = createAppState(emptySnapshot());
  const settings = {
    ...defaultSettings,
    servers: ports.map((port) => ({
      id: `this-machine:${port}`,
      url: `http://127.0.0.1:${port}`,
      name: null,
      kind: null,
    })),
  };
  const pace = { visible: false, visibleSeconds: paceMs / 1_000, hiddenSeconds: paceMs / 1_000 };
  const fleet = createFleet({
    state,
    http: asked.http,
    clock: systemClock,
    random: Math.random,
    log: createRecordingLog(),
    processes: null,
    pace: () => pace,
    keyFor: () => ({ state: 'none', authorisation: noAuthorisation }),
    sources: { providers: () => [], settings: () => settings, scanned: () => [], demo: false },
  });
  fleet.refresh();
  await fleet.pollAll();
  const recognised = state.snapshot().servers.filter((server) => server.kind === 'lm-studio').length;
  if (recognised !== ports.length)
    throw new Error(`Only ${recognised} of ${ports.length} servers were recognised.`);
  globalThis.gc?.();
  const bytesPerServer = (process.memoryUsage().heapUsed - heapBefore) / ports.length;

  const askedBefore = asked.requests();
  const before = process.cpuUsage();
  await new Promise((resolve) => setTimeout(resolve, rounds * paceMs));
  const used = process.cpuUsage(before);
  const polls = asked.requests() - askedBefore;

  const changes: SnapshotChange[] = [];
  state.onChange((change) => changes.push(change));
  servers.send({ server: 0, model: 7, loaded: true });
  await once(servers, 'message');
  await fleet.watches()[0]?.pollNow();
  const touched = changes.flatMap((change) => change.patches);
  if (touched.length !== 1) throw new Error(`One change on one server pushed ${touched.length} patches.`);
  fleet.stop();
  await http.close();
  return {
    cpuMs: (used.user + used.system) / 1_000,
    polls,
    bytesPerServer,
    pushedBytes: JSON.stringify(changes).length,
  };
}

/** A poll of LM Studio is one request. */
function counted(http: Http): { http: Http; requests(): number } {
  let requests = 0;
  return {
    requests: () => requests,
    http: {
      ...http,
      request(request) {
        requests += 1;
        return http.request(request);
      },
    },
  };
}
