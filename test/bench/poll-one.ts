import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Agent, request } from 'undici';
import { systemClock } from '../../electron/adapters/system-clock.ts';
import { createHttp } from '../../electron/adapters/undici-http.ts';
import { createAppState } from '../../electron/core/app-state.ts';
import { createFleet } from '../../electron/core/servers/fleet.ts';
import { noAuthorisation } from '../../electron/core/servers/server-client.ts';
import { defaultSettings } from '../../shared/settings.ts';
import { emptySnapshot } from '../fakes/builders.ts';
import { createRecordingLog } from '../fakes/recording-log.ts';
import { cpuOf, median, ms, printTable, ratio } from './measure.ts';

/**
 * CPU of one poll of one server with fifty models: Pilotlight's whole poll (request, limits, checks, transform,
 * comparison with the snapshot) against a bare undici request and JSON.parse of the very same body. The two take turns.
 */
const quick = process.argv.includes('--quick');
const rounds = quick ? 5 : 15;
const polls = quick ? 100 : 300;
const models = 50;

const servers = fork(fileURLToPath(new URL('./many-servers.ts', import.meta.url)), ['1', String(models)]);
const [{ ports }] = (await once(servers, 'message')) as [{ ports: number[] }];
const url = `http://127.0.0.1:${ports[0]}`;

const agent = new Agent({ keepAliveTimeout: 30_000, connections: 4, pipelining: 1 });
const http = createHttp();
const state = createAppState(emptySnapshot());
const fleet = createFleet({
  state,
  http,
  clock: systemClock,
  random: Math.random,
  log: createRecordingLog(),
  processes: null,
  pace: () => ({ visible: false, visibleSeconds: 3_600, hiddenSeconds: 3_600 }),
  keyFor: () => ({ state: 'none', authorisation: noAuthorisation }),
  sources: {
    providers: () => [],
    settings: () => ({
      ...defaultSettings,
      servers: [{ id: 'one', url, name: null, kind: null }],
    }),
    scanned: () => [],
    demo: false,
  },
});
fleet.refresh();
await fleet.pollAll();
if (state.snapshot().servers[0]?.models.length !== models) throw new Error('The server was not recognised.');

async function bare(): Promise<void> {
  for (let i = 0; i < polls; i += 1) {
    const { body } = await request(`${url}/api/v1/models`, { dispatcher: agent });
    JSON.parse(await body.text());
  }
}

async function quiet(): Promise<void> {
  for (let i = 0; i < polls; i += 1) await fleet.pollAll();
}

const times = { bare: [] as number[], quiet: [] as number[] };
const revision = state.snapshot().revision;
for (let round = -2; round < rounds; round += 1) {
  const bareMs = await cpuOf(bare);
  const quietMs = await cpuOf(quiet);
  if (round < 0) continue;
  times.bare.push(bareMs / polls);
  times.quiet.push(quietMs / polls);
}
const pushes = state.snapshot().revision - revision;

printTable(
  ['one server, 50 models', 'CPU a poll (median)', 'against bare'],
  [
    ['undici request + JSON.parse', ms(median(times.bare)), '1'],
    ['Pilotlight, nothing changed', ms(median(times.quiet)), ratio(median(times.quiet), median(times.bare))],
  ],
);
console.log(`\n(${rounds} rounds of ${polls} polls each; ${pushes} pushes, as nothing changed)`);
fleet.stop();
await http.close();
await agent.destroy();
servers.disconnect();
