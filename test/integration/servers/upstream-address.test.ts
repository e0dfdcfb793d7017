import { expect, test } from 'vitest';
import { chainsOf } from '../../../shared/chain.ts';
import { fakeModel, type SwapModel, startLlamaSwap } from '../../fake-servers/index.ts';
import { sampleChain, sampleGateway, samplePicture, sampleProvider } from '../../fakes/sample-parts.ts';
import { simClock, watchFleet } from '../../fakes/watched-fleet.ts';
import { running } from './connection.ts';

const qwen: SwapModel = { ...fakeModel({ id: 'qwen' }), aliases: ['q'], ttl: 300 };
const other: SwapModel = { ...fakeModel({ id: 'org/other' }), ttl: 300 };

async function world(addresses: readonly string[]) {
  const clock = simClock();
  const swap = await running(startLlamaSwap({ clock, models: [qwen, other] }));
  const providers = addresses.map((address, index) =>
    sampleProvider(`p${index}`, { baseUrl: `${swap.url}${address}` }),
  );
  return { swap, providers, watched: watchFleet({ clock, servers: [swap], providers }) };
}

test('a provider that points into a process of llama-swap neither starts it nor keeps it', async () => {
  const { swap, watched } = await world(['/upstream/qwen/v1', '/upstream/org/other/v1', '/v1']);
  await watched.look();
  for (let minutes = 0; minutes < 60; minutes += 1) await watched.clock.advance(60_000);
  expect(swap.ledger.entries).toEqual([]);
  expect(watched.server()).toMatchObject({ kind: 'llama-swap', providerIds: ['p0', 'p1', 'p2'] });
  watched.stop();
});

test('its links mean the model its address names, whatever name they ask for', async () => {
  const { watched, providers } = await world(['/upstream/q/v1', '/upstream/org/other/v1']);
  await watched.look();
  const chains = [sampleChain({ primary: 'p0/whatever.gguf', fallbacks: ['p1/default'] })];
  const gateway = sampleGateway(samplePicture({ providers, chains }));
  const [chain] = chainsOf({ ...watched.state.snapshot(), gateway });
  expect(chain?.links.map(({ serverModelId, state }) => [serverModelId, state.is])).toEqual([
    ['qwen', 'cold'],
    ['org/other', 'cold'],
  ]);
  watched.stop();
});
