import { describe, expect, test } from 'vitest';
import { startLmStudio, startOllama } from '../../fake-servers/index.ts';
import { keep, main, minute, newClock, other, second } from './kept-world.ts';

describe('pinned models', () => {
  test('one that went away comes back with the context it had', async () => {
    const clock = newClock();
    const server = await startOllama({ clock, models: [main, other] });
    const world = await keep(clock, [server], { 'qwen3:8b': 'pin' });
    await clock.advance(minute);
    void server.clientAsks('qwen3:8b', { numCtx: 16_384 });
    await clock.advance(2 * minute);
    server.clientUnloads('qwen3:8b');
    await clock.advance(2 * minute);
    expect(server.loadedNames()).toEqual(['qwen3:8b']);
    expect(server.scheduler.runners[0]?.context).toBe(16_384);
    const events = world.kept.all.filter(({ what }) => what === 'model-loaded');
    expect(events.at(-1)).toMatchObject({ by: 'keep-warm', context: 16_384 });
  });

  test('one the person unloaded here stays unloaded', async () => {
    const clock = newClock();
    const server = await startOllama({ clock, models: [main] });
    const world = await keep(clock, [server], { 'qwen3:8b': 'pin' });
    await clock.advance(2 * minute);
    expect(server.loadedNames()).toEqual(['qwen3:8b']);
    const target = { serverId: world.serverId, modelId: 'qwen3:8b', contextLength: null, instanceId: null };
    const done = world.actions.unload({ ...target, evenIfBusy: true, by: 'person' });
    await clock.advance(30 * minute);
    expect((await done).ok).toBe(true);
    expect(server.loadedNames()).toEqual([]);
    expect(world.statusOf('qwen3:8b')).toBe('resting: unloaded-by-person');
  });

  test.each([60, 200, 1_800])(
    'one whose load was cut off by %d s of sleep is loaded after it',
    async (seconds) => {
      const clock = newClock();
      const server = await startOllama({ clock, models: [main] });
      const world = await keep(clock, [server], { 'qwen3:8b': 'pin' });
      await clock.advance(2 * minute);
      server.clientUnloads('qwen3:8b');
      const isLoading = () => world.state.server(world.serverId)?.actions.length !== 0;
      while (!isLoading()) await clock.advance(second);
      await clock.advance(2 * second);
      world.suspend();
      await clock.advance(seconds * second);
      world.resume();
      await clock.advance(10 * minute);
      expect(server.loadedNames()).toEqual(['qwen3:8b']);
    },
  );

  test('two that push each other out are both stopped after one try each, and each names the other', async () => {
    const clock = newClock();
    const server = await startOllama({ clock, models: [main, other], maxLoaded: 1 });
    const world = await keep(clock, [server], { 'qwen3:8b': 'pin', 'gemma4:27b': 'pin' });
    await clock.advance(3 * 60 * minute);
    expect(world.warmthOf('qwen3:8b').status).toMatchObject({
      is: 'stopped',
      why: 'pins-evict-each-other',
      facts: { other: 'gemma4:27b' },
    });
    expect(world.warmthOf('gemma4:27b').status).toMatchObject({
      is: 'stopped',
      facts: { other: 'qwen3:8b' },
    });
    expect(server.ledger.of('loaded').length).toBeLessThanOrEqual(4);
    const before = server.ledger.of('loaded').length;
    await clock.advance(5 * 60 * minute);
    expect(server.ledger.of('loaded')).toHaveLength(before);
  });

  test('somebody else’s model is not pushed out while it is in use', async () => {
    const clock = newClock();
    const server = await startOllama({ clock, models: [main, other], maxLoaded: 1 });
    await keep(clock, [server], { 'qwen3:8b': 'pin' });
    await clock.advance(2 * minute);
    void server.clientAsks('gemma4:27b', { keepAlive: '2h' });
    await clock.advance(10 * minute);
    expect(server.loadedNames()).toEqual(['gemma4:27b']);
    await clock.advance(10 * minute);
    expect(server.loadedNames()).toEqual(['qwen3:8b']);
  });

  test('as the app starts, a pin does not push out what somebody is using', async () => {
    const clock = newClock();
    const server = await startOllama({ clock, models: [main, other], maxLoaded: 1 });
    void server.clientAsks('gemma4:27b', { keepAlive: '2h' });
    await clock.advance(minute);
    const world = await keep(clock, [server], { 'qwen3:8b': 'pin' });
    for (let times = 0; times < 4; times += 1) {
      await clock.advance(8 * minute);
      void server.clientAsks('gemma4:27b');
    }
    expect(server.loadedNames()).toEqual(['gemma4:27b']);
    expect(world.statusOf('qwen3:8b')).toBe('resting: waiting');
    await clock.advance(20 * minute);
    expect(server.loadedNames()).toEqual(['qwen3:8b']);
  });

  test('a pin set just now is loaded now', async () => {
    const clock = newClock();
    const server = await startOllama({ clock, models: [main, other], maxLoaded: 1 });
    const world = await keep(clock, [server], {});
    void server.clientAsks('gemma4:27b', { keepAlive: '2h' });
    await clock.advance(minute);
    const policy = { mode: 'pin', hours: null, acceptsRealRequests: false } as const;
    await world.warmth.setPolicy(world.serverId, 'qwen3:8b', policy);
    await clock.advance(minute);
    expect(server.loadedNames()).toEqual(['qwen3:8b']);
  });

  test('a pin comes back at once beside a model it was seen with', async () => {
    const clock = newClock();
    const server = await startOllama({ clock, models: [main, other] });
    await keep(clock, [server], { 'qwen3:8b': 'pin' });
    await clock.advance(2 * minute);
    void server.clientAsks('gemma4:27b', { keepAlive: '2h' });
    await clock.advance(5 * minute);
    expect(server.loadedNames()).toHaveLength(2);
    server.clientUnloads('qwen3:8b');
    void server.clientAsks('gemma4:27b');
    await clock.advance(2 * minute);
    expect(server.loadedNames()).toContain('qwen3:8b');
  });

  test('nothing is loaded into swap, and it comes back once there is room', async () => {
    const clock = newClock();
    const server = await startOllama({ clock, models: [{ ...main, gpuShare: 0 }] });
    const world = await keep(clock, [server], { 'qwen3:8b': 'keep' });
    void server.clientAsks('qwen3:8b');
    await clock.advance(minute);
    world.freeMemory = 1_000_000_000;
    await world.warmth.setPolicy(world.serverId, 'qwen3:8b', {
      mode: 'pin',
      hours: null,
      acceptsRealRequests: false,
    });
    server.clientUnloads('qwen3:8b');
    await clock.advance(8 * minute);
    expect(world.warmthOf('qwen3:8b').status).toMatchObject({
      is: 'stopped',
      why: 'not-enough-memory',
      facts: { free: 1_000_000_000 },
    });
    expect(server.ledger.of('loaded')).toHaveLength(1);
    world.freeMemory = 64_000_000_000;
    await clock.advance(15 * minute);
    expect(server.loadedNames()).toEqual(['qwen3:8b']);
    expect(world.kept.all.filter(({ what }) => what === 'keep-warm-stopped')).toHaveLength(1);
  });

  test('loads that fail are tried less and less, a few an hour at most', async () => {
    const clock = newClock();
    const broken = { ...main, loadFailure: 'llama-server process has terminated' };
    const server = await startOllama({ clock, models: [broken] });
    const world = await keep(clock, [server], { 'qwen3:8b': 'pin' });
    await clock.advance(60 * minute);
    expect(server.requestsTo('POST /api/generate').length).toBeLessThanOrEqual(3);
    expect(world.statusOf('qwen3:8b')).toBe('reload-at');
    await clock.advance(4 * 60 * minute);
    expect(world.statusOf('qwen3:8b')).toBe('stopped: too-many-reloads');
    const tried = server.requestsTo('POST /api/generate').length;
    await clock.advance(4 * 60 * minute);
    expect(server.requestsTo('POST /api/generate')).toHaveLength(tried);
  });

  test('one that goes again and again is given up', async () => {
    const clock = newClock();
    const server = await startOllama({ clock, models: [main] });
    const world = await keep(clock, [server], { 'qwen3:8b': 'pin' });
    for (let i = 0; i < 12; i += 1) {
      await clock.advance(2 * minute);
      server.clientUnloads('qwen3:8b');
    }
    await clock.advance(minute);
    expect(world.statusOf('qwen3:8b')).toBe('stopped: too-many-reloads');
    expect(server.ledger.of('loaded').length).toBe(3);
  });

  test('in LM Studio a pin is one load that never expires, and no nudge at all', async () => {
    const clock = newClock();
    const server = await startLmStudio({ clock, models: [main] });
    const world = await keep(clock, [server], { 'qwen3:8b': 'pin' });
    await clock.advance(5 * 60 * minute);
    expect(world.statusOf('qwen3:8b')).toBe('resting: pinned-by-server');
    expect(server.ledger.of('loaded')).toHaveLength(1);
    expect(server.ledger.tokens()).toBe(0);
    await clock.advance(10 * second);
  });
});
