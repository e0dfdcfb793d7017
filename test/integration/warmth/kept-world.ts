import { afterEach } from 'vitest';
import type { Http, HttpRequest } from '../../../electron/core/ports.ts';
import type { Settings } from '../../../shared/settings.ts';
import { type ModelWarmth, modelKey, type WarmthPolicy } from '../../../shared/warmth.ts';
import { type FakeServer, sampleModels } from '../../fake-servers/index.ts';
import { createSimClock, type SimClock } from '../../fakes/sim-clock.ts';
import {
  idOf,
  type SimulatedApp,
  type SimulationOptions,
  startSimulatedApp,
} from '../../fakes/simulated-app.ts';

/** Keep warm, as a whole, against one or two simulated servers in simulated time. */

export const second = 1_000;
export const minute = 60 * second;
export const main = { ...sampleModels.qwen8b, loadMs: 9 * second, busyMs: 10 * second };
export const other = { ...sampleModels.visionModel, loadMs: 9 * second, busyMs: 10 * second };

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

export function newClock(): SimClock {
  return createSimClock(Date.UTC(2026, 10, 20, 9));
}

export type KeptWorld = SimulatedApp & {
  clock: SimClock;
  server: FakeServer;
  serverId: string;
  warmthOf(modelId: string): ModelWarmth;
  statusOf(modelId: string): string;
};

/** Models with their modes; the first server is the one meant. */
export async function keep(
  clock: SimClock,
  servers: readonly FakeServer[],
  modes: Record<string, WarmthPolicy['mode']>,
  options: Partial<SimulationOptions> & {
    settings?: Partial<Settings['keepWarm']>;
    /** The person agreed to pay for nudges. */
    accepts?: boolean;
  } = {},
): Promise<KeptWorld> {
  const [server] = servers;
  if (server === undefined) throw new Error('no server');
  const entries = servers.flatMap(({ url }) =>
    Object.entries(modes).map(([modelId, mode]): [string, WarmthPolicy] => [
      modelKey(idOf(url), modelId),
      { mode, hours: null, acceptsRealRequests: options.accepts ?? false },
    ]),
  );
  const sim = await startSimulatedApp({
    clock,
    servers,
    ...options,
    keepWarm: { models: Object.fromEntries(entries), ...options.settings },
  });
  ends.push(async () => {
    sim.stop();
    for (const each of servers) await each.stop();
  });
  await clock.advance(5 * second);
  const serverId = idOf(server.url);
  function warmthOf(modelId: string): ModelWarmth {
    const found = sim.state
      .snapshot()
      .warmth.models.find((each) => each.modelId === modelId && each.serverId === serverId);
    if (found === undefined) throw new Error(`nothing is said about ${modelId}`);
    return found;
  }
  return Object.assign(sim, {
    clock,
    server,
    serverId,
    warmthOf,
    statusOf(modelId: string): string {
      const { status } = warmthOf(modelId);
      return 'why' in status ? `${status.is}: ${status.why}` : status.is;
    },
  });
}

/** Something happens as a request passes by: before the server sees it, or after it has answered. */
export function meddle(
  match: (request: HttpRequest) => boolean,
  happen: () => Promise<unknown> | unknown,
  when: 'before' | 'after' = 'before',
) {
  return (http: Http): Http => ({
    ...http,
    async request(request) {
      if (when === 'before' && match(request)) await happen();
      const answer = await http.request(request);
      if (when === 'after' && match(request)) await happen();
      return answer;
    },
  });
}
