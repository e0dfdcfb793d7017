import { expect, it } from 'vitest';
import { readConfig } from '../../../../electron/core/gateway/config-files.ts';
import { readPicture } from '../../../../electron/core/gateway/model-picture.ts';
import { heartbeatPeriodMs } from '../../../../electron/core/warmth/gateway-use.ts';
import type { ModelPicture } from '../../../../shared/gateway.ts';
import { twoLinks } from '../../../fakes/chain-worlds.ts';
import { createMemoryFiles } from '../../../fakes/memory-files.ts';

const minute = 60_000;

async function pictureOfAgents(agents: string): Promise<Partial<ModelPicture>> {
  const files = createMemoryFiles({ '/c/openclaw.json': `{ agents: ${agents} }` });
  const { tree } = await readConfig(files, '/c/openclaw.json');
  if (!tree.ok) throw new Error(tree.failure.detail);
  const { chains, uses, heartbeatEvery } = readPicture(tree.value, { visible: () => true }).picture;
  return { chains, uses, heartbeatEvery };
}

const defaults = (heartbeat: string) => `defaults: { model: "b/b-m", heartbeat: ${heartbeat} }`;

it.each<[string, string, number | null]>([
  [
    'the agent’s own heartbeat asks its own primary',
    `{ ${defaults('{ every: "30m" }')}, entries: { coder: { model: "a/a-m", heartbeat: { every: "10m" } } } }`,
    10 * minute,
  ],
  [
    'it asks the model it names',
    `{ ${defaults('{ every: "30m" }')}, entries: { coder: { heartbeat: { every: "10m", model: "a/a-m" } } } }`,
    10 * minute,
  ],
  [
    'the more frequent one counts',
    `{ ${defaults('{ every: "5m", model: "a/a-m" }')}, entries: { coder: { heartbeat: { every: "10m" } } } }`,
    5 * minute,
  ],
  ['nobody asks it', `{ ${defaults('{ every: "30m" }')}, entries: { coder: { model: "a/a-m" } } }`, null],
])('knows how often the gateway asks a model by itself: %s', async (_what, agents, period) => {
  const snapshot = twoLinks({ picture: await pictureOfAgents(agents) });
  const [server] = snapshot.servers;
  if (server === undefined) throw new Error('There is a server in this world.');
  expect(heartbeatPeriodMs(snapshot, server, 'a-m')).toBe(period);
});
