import { describe, expect, test } from 'vitest';
import { mlxLm } from '../../../electron/core/servers/mlx-lm/adapter.ts';
import { recognise } from '../../../electron/core/servers/recognise.ts';
import {
  FakeClock,
  type FakeMlxLm,
  fakeModel,
  type MlxLmOptions,
  startMlxLm,
} from '../../fake-servers/index.ts';
import { clientOf, connect, failureOf, running, survivesHostileAnswers, unwrap } from './connection.ts';

const first = fakeModel({ id: 'mlx-community/Qwen3-8B-4bit' });
const second = fakeModel({ id: 'mlx-community/gemma-4-27b-4bit' });

function start(options: Partial<MlxLmOptions> = {}): Promise<FakeMlxLm> {
  const started = { asked: './my-model', listedAs: '/models/my-model', model: first };
  return running(startMlxLm({ clock: new FakeClock(), cache: [first, second], started, ...options }));
}

describe('observing', () => {
  test('is known by a list without owners', async () => {
    expect(unwrap(await recognise(clientOf(await start()))).kind).toBe('mlx-lm');
  });

  test('is known where the list breaks off because nothing was ever downloaded', async () => {
    const server = await start();
    server.misbehave({ match: '/v1/models', body: '' });
    expect(unwrap(await recognise(clientOf(server))).kind).toBe('mlx-lm');
    expect((await connect(mlxLm, server).observe()).models).toEqual([]);
  });

  test('does not take downloaded for loaded', async () => {
    const server = await start();
    const { models } = await connect(mlxLm, server).observe();
    expect(models.map(({ id, state }) => [id, state.is])).toEqual([
      [first.id, 'unknown'],
      [second.id, 'unknown'],
      ['/models/my-model', 'unknown'],
    ]);
    expect(models[2]?.name).toBe('my-model');
    expect(models.every((model) => model.contextAllocated === null && model.contextMax === null)).toBe(true);
  });

  test('never drops the loaded model by naming another', async () => {
    const server = await start();
    await (server.clock as FakeClock).advance(0);
    const before = server.loaded;
    const connection = connect(mlxLm, server);
    for (let look = 0; look < 5; look += 1) await connection.observe();
    expect(server.loaded).toBe(before);
    expect(server.ledger.sideEffects()).toEqual([]);
    expect(server.requests.every(({ method }) => method === 'GET')).toBe(true);
  });

  test('says when nothing listens', async () => {
    const server = await start();
    await server.stop();
    expect(failureOf(await connect(mlxLm, server).tryObserve()).code).toBe('connection-refused');
  });

  survivesHostileAnswers(mlxLm, () => start());
});

test('offers no action at all: every one of them could swap the model', () => {
  expect(mlxLm).not.toHaveProperty('load');
  expect(mlxLm).not.toHaveProperty('unload');
  expect(mlxLm).not.toHaveProperty('nudge');
  expect(mlxLm.abilities.load).toEqual({ can: false, why: 'no-such-call' });
  expect(mlxLm.abilities.freeNudge).toEqual({ can: false, why: 'never-unloads' });
});
