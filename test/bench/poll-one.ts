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

const agent = new Agent({ keepAliveTimeout: 30_000, connections: 4, pipelining: 1 });
const quiet = await startWatch('quiet');
const restless = await startWatch('restless');

const times = { bare: [] as number[], quiet: [] as number[], restless: [] as number[] };
const revisions = [quiet.revision(), restless.revision()] as const;
for (let round = -2; round < rounds; round += 1) {
  const bareMs = await cpuOf(() => bare(quiet.url));
  const quietMs = await cpuOf(quiet.poll);
  const restlessMs = await cpuOf(restless.poll);
  if (round < 0) continue;
  times.bare.push(bareMs / polls);
  times.quiet.push(quietMs / polls);
  times.restless.push(restlessMs / polls);
}
const pushes = [quiet.revision() - revisions[0], restless.revision() - revisions[1]];
const bareMedian = median(times.bare);

printTable(
  ['one server, 50 models', 'CPU a poll (median)', 'against bare'],
  [
    ['undici request + JSON.parse', ms(bareMedian), '1'],
    ['Pilotlight, nothing changed', ms(median(times.quiet)), ratio(median(times.quiet), bareMedian)],
    [
      'Pilotlight, a model comes or goes at each poll',
      ms(median(times.restless)),
      ratio(median(times.restless), bareMedian),
    ],
  ],
);
console.log(`\n(${rounds} rounds of ${polls} polls each; ${pushes.join(' and ')} pushes)`);
await quiet.stop();
await restless.stop();
await agent.destroy();

async function bare(url: string): Promise<void> {
  for (let i = 0; i < polls; i += 1) {
    const { body } = await request(`${url}/api/v1/models`, { dispatcher: agent });
    JSON.parse(await body.text());
  }
}

/** The watch of one server, in a process of its own. */
async function startWatch(manner: 'quiet' | 'restless') {
  const file = fileURLToPath(new URL('./many-servers.ts', import.meta.url));
  const servers = fork(file, ['1', String(models), manner]);
  const [{ ports }] = (await once(servers, 'message')) as [{ ports: number[] }];
  const url = `http://127.0.0.1:${ports[0]}`;
  const http = createHttp();
  const state = createAppState(emptySnapshot());
  const fleet = createFleet({
    state,
    http,
    clock: systemClock,
    random: Math.random,
    log: createRecordingLog(),
    processes: null,
    firstToken: () => undefined,
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
  if (state.snapshot().servers[0]?.models.length !== models)
    throw new Error('The server was not recognised.');
  return {
    url,
    revision: () => state.snapshot().revision,
    async poll() {
      for (let i = 0; i < polls; i += 1) await fleet.pollAll();
    },
    async stop() {
      fleet.stop();
      await http.close();
      servers.disconnect();
    },
  };
}
