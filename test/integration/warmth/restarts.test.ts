import { describe, expect, test } from 'vitest';
import { type FakeServer, startLmStudio, startOllama } from '../../fake-servers/index.ts';
import { createMemoryHistory, type MemoryHistory } from '../../fakes/memory-history.ts';
import type { SimClock } from '../../fakes/sim-clock.ts';
import { keep, main, minute, newClock, other } from './kept-world.ts';

/** The app is quit and started again: what it learnt about harm, and what the person wants, is still known. */

const modes = { 'qwen3:8b': 'keep' } as const;
const pins = { 'qwen3:8b': 'pin', 'gemma4:27b': 'pin' } as const;

async function oddClient(clock: SimClock) {
  const server = await startOllama({ clock, models: [main, other] });
  const ask = (world: Awaited<ReturnType<typeof keep>>) =>
    void world.http.request({
      method: 'POST',
      url: `${server.url}/api/generate`,
      headers: { 'x-other-client': '1' },
      json: { model: 'qwen3:8b', prompt: 'Hi', stream: false, options: { num_batch: 64 } },
      timeoutMs: 10 * minute,
      maxBytes: 100_000,
    });
  return { server, ask };
}

function ourReloads(server: FakeServer): number {
  return server.ledger.sideEffects().filter(({ effect }) => effect === 'reconfigured').length;
}

describe('after a restart of the app', () => {
  test('a model whose nudge reloaded it is not nudged again', async () => {
    const clock = newClock();
    const { server, ask } = await oddClient(clock);
    const kept = createMemoryHistory();
    for (let start = 0; start < 4; start += 1) {
      const world = await keep(clock, [server], modes, { kept });
      ask(world);
      await clock.advance(12 * minute);
      expect(world.warmthOf('qwen3:8b').status).toMatchObject({ is: 'stopped', why: 'nudge-took-long' });
      world.stop();
    }
    expect(ourReloads(server)).toBe(1);
  });

  test('the person’s word to go on is remembered as well', async () => {
    const clock = newClock();
    const { server, ask } = await oddClient(clock);
    const kept = createMemoryHistory();
    const world = await keep(clock, [server], modes, { kept });
    ask(world);
    await clock.advance(12 * minute);
    world.warmth.resumeModel(world.serverId, 'qwen3:8b');
    world.stop();
    const again = await keep(clock, [server], modes, { kept });
    expect(again.statusOf('qwen3:8b')).not.toContain('stopped');
  });

  test('two pins that push each other out do not begin anew', async () => {
    const clock = newClock();
    const server = await startOllama({ clock, models: [main, other], maxLoaded: 1 });
    const kept = createMemoryHistory();
    const first = await keep(clock, [server], pins, { kept });
    await clock.advance(3 * 60 * minute);
    first.stop();
    const loads = server.ledger.of('loaded').length;
    const second = await keep(clock, [server], pins, { kept });
    await clock.advance(3 * 60 * minute);
    expect(server.ledger.of('loaded')).toHaveLength(loads);
    // The person unpins one: that is an answer for the other, too.
    await second.warmth.setPolicy(second.serverId, 'gemma4:27b', null);
    await clock.advance(10 * minute);
    expect(server.loadedNames()).toEqual(['qwen3:8b']);
  });

  test('a pinned model the person unloaded stays unloaded', async () => {
    const clock = newClock();
    const server = await startOllama({ clock, models: [main] });
    const kept = createMemoryHistory();
    const world = await keep(clock, [server], { 'qwen3:8b': 'pin' }, { kept });
    await clock.advance(2 * minute);
    const target = { serverId: world.serverId, modelId: 'qwen3:8b', contextLength: null, instanceId: null };
    void world.actions.unload({ ...target, evenIfBusy: true, by: 'person' });
    await clock.advance(minute);
    world.stop();
    await keep(clock, [server], { 'qwen3:8b': 'pin' }, { kept });
    await clock.advance(30 * minute);
    expect(server.loadedNames()).toEqual([]);
  });

  test('a pinned model comes back with the context it had before the machine was restarted', async () => {
    const clock = newClock();
    const server = await startOllama({ clock, models: [main] });
    const kept = createMemoryHistory();
    const world = await keep(clock, [server], { 'qwen3:8b': 'keep' }, { kept });
    void server.clientAsks('qwen3:8b', { numCtx: 32_768 });
    await clock.advance(2 * minute);
    world.stop();
    await server.restart();
    await keep(clock, [server], { 'qwen3:8b': 'pin' }, { kept });
    await clock.advance(2 * minute);
    expect(server.scheduler.runners[0]?.context).toBe(32_768);
  });

  test('a model loaded for good in LM Studio gets no tokens', async () => {
    const clock = newClock();
    const server = await startLmStudio({ clock, models: [main] });
    const kept = createMemoryHistory();
    const world = await keep(clock, [server], { 'qwen3:8b': 'pin' }, { kept, accepts: true });
    await clock.advance(2 * 60 * minute);
    world.stop();
    const again = await keep(clock, [server], { 'qwen3:8b': 'pin' }, { kept, accepts: true });
    await clock.advance(10 * 60 * minute);
    expect(again.statusOf('qwen3:8b')).toBe('resting: pinned-by-server');
    expect(server.ledger.tokens()).toBe(0);
  });

  test('a file that says nonsense is as good as none', async () => {
    const clock = newClock();
    const server = await startOllama({ clock, models: [main] });
    const kept: MemoryHistory = {
      ...createMemoryHistory(),
      memories: () => [{ key: `this-machine:${new URL(server.url).port}\nqwen3:8b`, text: '{"stop":7}' }],
    };
    const world = await keep(clock, [server], modes, { kept });
    void server.clientAsks('qwen3:8b');
    await clock.advance(20 * minute);
    expect(world.statusOf('qwen3:8b')).toBe('next');
  });
});

test('a nudge stop ends when somebody loads the model anew, once', async () => {
  const clock = newClock();
  const { server, ask } = await oddClient(clock);
  const world = await keep(clock, [server], modes);
  ask(world);
  await clock.advance(30 * minute);
  expect(server.loadedNames()).toEqual([]);
  expect(world.statusOf('qwen3:8b')).toContain('stopped');
  void server.clientAsks('qwen3:8b');
  await clock.advance(20 * minute);
  expect(world.statusOf('qwen3:8b')).toBe('next');
  for (let times = 0; times < 3; times += 1) {
    server.clientUnloads('qwen3:8b');
    await clock.advance(5 * minute);
    ask(world);
    await clock.advance(20 * minute);
  }
  expect(world.statusOf('qwen3:8b')).toContain('stopped');
  expect(ourReloads(server)).toBe(2);
});
