import { describe, expect, test } from 'vitest';
import type { Processes } from '../../../electron/core/ports.ts';
import { fail } from '../../../shared/result.ts';
import {
  type ServerClock,
  startKoboldCpp,
  startLlamaServer,
  startLlamaSwap,
  startLmStudio,
  startLocalAi,
  startOllama,
} from '../../fake-servers/index.ts';
import { keep, main, meddle, minute, newClock, other, second } from './kept-world.ts';

const isNudge = ({ method, url }: { method: string; url: string }) =>
  method === 'POST' && url.endsWith('/api/generate');

async function ollama() {
  const clock = newClock();
  const server = await startOllama({ clock, models: [main, other] });
  return { clock, server };
}

describe('harm a nudge could do, and does not', () => {
  test('a kept model stays warm for hours, without a token and without any other effect', async () => {
    const { clock, server } = await ollama();
    const world = await keep(clock, [server], { 'qwen3:8b': 'keep' });
    void server.clientAsks('qwen3:8b');
    await clock.advance(3 * 60 * minute);
    expect(server.loadedNames()).toEqual(['qwen3:8b']);
    expect(server.ledger.sideEffects().every(({ effect }) => effect === 'reset-timer')).toBe(true);
    expect(server.ledger.of('loaded')).toHaveLength(1);
    expect(world.warmthOf('qwen3:8b').today).toMatchObject({ tokens: 0, coldStartsSuffered: 0 });
    expect(world.warmthOf('qwen3:8b').today.nudges).toBeGreaterThan(50);
    expect(server.requestsTo('POST /api/generate').every(({ body }) => body.keep_alive === undefined)).toBe(
      true,
    );
  });

  test('a model that went away a moment before is not loaded by the nudge', async () => {
    const { clock, server } = await ollama();
    const world = await keep(clock, [server], { 'qwen3:8b': 'keep' }, { hiddenPollSeconds: 600 });
    void server.clientAsks('qwen3:8b');
    await clock.advance(20 * second);
    await world.fleet.pollAll();
    await clock.advance(30 * second);
    server.clientUnloads('qwen3:8b');
    await clock.advance(6 * minute);
    expect(server.ledger.of('loaded')).toHaveLength(1);
    expect(server.requestsTo('POST /api/generate')).toEqual([]);
    expect(world.statusOf('qwen3:8b')).toBe('resting: not-loaded');
  });

  test('a llama-swap model that was swapped out a moment before is not swapped back by the nudge', async () => {
    const clock = newClock();
    const server = await startLlamaSwap({ clock, models: [main, other], globalTtlSeconds: 300, old: true });
    const world = await keep(clock, [server], { 'qwen3:8b': 'keep' }, { hiddenPollSeconds: 600 });
    void server.clientAsks('qwen3:8b');
    await clock.advance(30 * second);
    await world.fleet.pollAll();
    void server.clientAsks('gemma4:27b');
    await clock.advance(6 * minute);
    expect(server.ledger.sideEffects()).toEqual([]);
    expect(world.statusOf('qwen3:8b')).toBe('resting: not-loaded');
  });

  test('a sleeping llama.cpp is not woken', async () => {
    const clock = newClock();
    const server = await startLlamaServer({ clock, model: main, sleepIdleSeconds: 30 });
    await clock.advance(2 * minute);
    const world = await keep(clock, [server], { 'qwen3:8b.gguf': 'keep' });
    await clock.advance(30 * minute);
    expect(server.asleep).toBe(true);
    expect(server.ledger.sideEffects()).toEqual([]);
    expect(world.statusOf('qwen3:8b.gguf')).toBe('resting: not-loaded');
  });

  test('a busy KoboldCpp is left to work', async () => {
    const clock = newClock();
    const busy = { ...main, id: 'qwen3-8b', busyMs: 20 * minute };
    const server = await startKoboldCpp({ clock, initial: busy, unloadAfterMs: 30 * minute });
    const world = await keep(clock, [server], { 'koboldcpp/qwen3-8b': 'keep' });
    void anotherClient(world, '/v1/chat/completions', { max_tokens: 5, messages: [] });
    await clock.advance(10 * minute);
    expect(world.statusOf('koboldcpp/qwen3-8b')).toBe('resting: busy');
    expect(server.requestsTo('POST /api/admin/check_state').length).toBeLessThanOrEqual(1);
    expect(server.ledger.of('generated')).toHaveLength(1);
  });

  test('a nudge that turns out to reload the model is the last one, and says how long it took', async () => {
    const { clock, server } = await ollama();
    const world = await keep(clock, [server], { 'qwen3:8b': 'keep' });
    void askWithOtherOptions(world);
    await clock.advance(40 * minute);
    expect(world.warmthOf('qwen3:8b').status).toMatchObject({
      is: 'stopped',
      why: 'nudge-took-long',
      facts: { seconds: 9 },
    });
    const ours = server.ledger.sideEffects().filter(({ effect }) => effect === 'reconfigured');
    expect(ours).toHaveLength(1);
    expect(world.kept.all.filter(({ what }) => what === 'keep-warm-stopped')).toHaveLength(1);
    expect(world.notices.map(({ id }) => id.split(':')[0])).toContain('stopped');
    // The person looked, and wants it again.
    world.warmth.resumeModel(world.serverId, 'qwen3:8b');
    await clock.advance(second);
    expect(world.statusOf('qwen3:8b')).not.toContain('stopped');
  });

  test.each([1.5, 3])('a reload of %d s is noticed as well', async (seconds) => {
    const clock = newClock();
    const server = await startOllama({ clock, models: [{ ...main, loadMs: seconds * second }] });
    const world = await keep(clock, [server], { 'qwen3:8b': 'keep' });
    for (let times = 0; times < 12; times += 1) {
      void askWithOtherOptions(world);
      await clock.advance(5 * minute);
    }
    const ours = server.ledger.sideEffects().filter(({ effect }) => effect === 'reconfigured');
    expect(ours).toHaveLength(1);
    expect(world.warmthOf('qwen3:8b').status).toMatchObject({ is: 'stopped', facts: { seconds } });
  });

  test('a nudge after which a second copy is there is the last one', async () => {
    const clock = newClock();
    const server = await startLmStudio({ clock, models: [main] });
    const isCompletion = ({ url }: { url: string }) => url.endsWith('/v1/completions');
    const world = await keep(
      clock,
      [server],
      { 'qwen3:8b': 'keep' },
      { wrapHttp: meddle(isCompletion, () => void server.userLoads('qwen3:8b')), accepts: true },
    );
    server.models[0] = { ...main, loadMs: 0 };
    void server.clientAsks('qwen3:8b');
    await clock.advance(90 * minute);
    expect(world.warmthOf('qwen3:8b').status).toMatchObject({ is: 'stopped', why: 'nudge-made-second-copy' });
    expect(server.requestsTo('POST /v1/completions')).toHaveLength(1);
  });

  test('no token is spent on an LM Studio model that may stay by itself, until the person says so', async () => {
    const clock = newClock();
    const server = await startLmStudio({ clock, models: [main] });
    const world = await keep(clock, [server], { 'qwen3:8b': 'keep' });
    void server.userLoads('qwen3:8b');
    await clock.advance(24 * 60 * minute);
    expect(server.ledger.tokens()).toBe(0);
    expect(world.statusOf('qwen3:8b')).toBe('resting: may-stay-by-itself');
    const policy = { mode: 'keep', hours: null, acceptsRealRequests: true } as const;
    await world.warmth.setPolicy(world.serverId, 'qwen3:8b', policy);
    await clock.advance(2 * 60 * minute);
    expect(server.ledger.tokens()).toBeGreaterThan(0);
  });

  test('a closer look that tells nothing spends nothing, and is asked for once a load', async () => {
    const clock = newClock();
    const server = await startLmStudio({ clock, models: [main] });
    const asked: string[] = [];
    const run: Processes['run'] = async (command) => {
      asked.push(command);
      return fail('cli-missing', 'There is no such command.');
    };
    const world = await keep(clock, [server], { 'qwen3:8b': 'keep' }, { processes: { run } });
    void server.userLoads('qwen3:8b');
    await clock.advance(6 * 60 * minute);
    expect(server.ledger.tokens()).toBe(0);
    expect(new Set(asked).size).toBe(asked.length);
    expect(asked.length).toBeGreaterThan(0);
    expect(world.statusOf('qwen3:8b')).toBe('resting: may-stay-by-itself');
  });

  test('a nudge after which the context is another one is the last one', async () => {
    const { clock, server } = await ollama();
    const swapContext = () => {
      for (const runner of server.scheduler.runners) runner.context = 8_192;
    };
    const world = await keep(
      clock,
      [server],
      { 'qwen3:8b': 'keep' },
      { wrapHttp: meddle(isNudge, swapContext, 'after') },
    );
    void server.clientAsks('qwen3:8b');
    await clock.advance(20 * minute);
    expect(world.warmthOf('qwen3:8b').status).toMatchObject({
      is: 'stopped',
      why: 'nudge-changed-context',
      facts: { before: 4_096, after: 8_192 },
    });
    expect(server.requestsTo('POST /api/generate')).toHaveLength(1);
  });

  test('a server without an idle timer is asked less and less', async () => {
    const clock = newClock();
    const server = await startLlamaServer({ clock, model: main });
    const world = await keep(clock, [server], { 'qwen3:8b.gguf': 'keep' }, { hiddenPollSeconds: 60 });
    await clock.advance(40 * 60 * minute);
    expect(server.ledger.sideEffects().every(({ effect }) => effect === 'reset-timer')).toBe(true);
    const before = world.warmthOf('qwen3:8b.gguf').today.nudges;
    await clock.advance(5 * 60 * minute);
    expect(world.warmthOf('qwen3:8b.gguf').today.nudges - before).toBeLessThan(12);
  });

  test('somebody who unloads it now and then does not make nudges more frequent', async () => {
    const clock = newClock();
    const server = await startLocalAi({ clock, models: [main], watchdogIdleMs: 15 * minute });
    const world = await keep(clock, [server], { 'qwen3:8b': 'keep' });
    const nudges = () => server.requestsTo('POST /v1/tokenize').length;
    const ask = () => void anotherClient(world, '/v1/chat/completions', { model: 'qwen3:8b', messages: [] });
    for (let times = 0; times < 4; times += 1) {
      ask();
      await clock.advance(20 * minute);
      const last = nudges();
      while (nudges() === last) await clock.advance(second);
      await clock.advance((1 + (times % 3)) * minute);
      void anotherClient(world, '/backend/shutdown', { model: 'qwen3:8b' });
      await clock.advance(5 * minute);
    }
    ask();
    await clock.advance(10 * minute);
    const before = nudges();
    await clock.advance(60 * minute);
    expect(nudges() - before).toBeLessThan(12);
    expect(server.ledger.of('loaded')).toHaveLength(5);
  });

  test('an older KoboldCpp without that call never unloads: it rests, and nobody is told of a stop', async () => {
    const clock = newClock();
    const server = await startKoboldCpp({ clock, initial: { ...main, id: 'qwen3-8b' }, unloadAfterMs: 0 });
    server.misbehave({ match: 'POST /api/admin/check_state', status: 404, body: '{"detail":"not found"}' });
    const world = await keep(clock, [server], { 'koboldcpp/qwen3-8b': 'keep' });
    await clock.advance(60 * minute);
    expect(world.statusOf('koboldcpp/qwen3-8b')).toBe('resting: never-unloads');
    expect(world.notices).toEqual([]);
    expect(server.requestsTo('POST /api/admin/check_state')).toHaveLength(1);
  });

  test('a server that refuses nudges is not asked for ever', async () => {
    const { clock, server } = await ollama();
    const world = await keep(clock, [server], { 'qwen3:8b': 'keep' });
    server.misbehave({ match: 'POST /api/generate', status: 500, body: '{"error":"no"}' });
    void server.clientAsks('qwen3:8b', { keepAlive: '20m' });
    await clock.advance(60 * minute);
    expect(world.statusOf('qwen3:8b')).toBe('stopped: nudge-failed');
    expect(server.requestsTo('POST /api/generate')).toHaveLength(3);
  });
});

describe('the machine and the person come first', () => {
  test('nothing is sent while the machine sleeps, and everything is read again before anything is sent', async () => {
    const { clock, server } = await ollama();
    const world = await keep(clock, [server], { 'qwen3:8b': 'keep' });
    void server.clientAsks('qwen3:8b', { keepAlive: '4h' });
    await clock.advance(minute);
    world.suspend();
    const before = server.requests.length;
    await clock.advance(3 * 60 * minute);
    expect(server.requests).toHaveLength(before);
    expect(world.statusOf('qwen3:8b')).toBe('resting: suspended');
    world.resume();
    await clock.advance(2 * minute);
    const after = server.requests.slice(before).map(({ method, path }) => `${method} ${path}`);
    expect(after.indexOf('GET /api/ps')).toBeGreaterThanOrEqual(0);
    const nudge = after.indexOf('POST /api/generate');
    expect(nudge === -1 || nudge > after.indexOf('GET /api/ps')).toBe(true);
  });

  test('after sleep there is no burst: models on many servers are looked after one by one', async () => {
    const clock = newClock();
    const servers = await Promise.all(
      Array.from({ length: 6 }, () => startOllama({ clock, models: [{ ...main, loadMs: 0, busyMs: 0 }] })),
    );
    const world = await keep(clock, servers, { 'qwen3:8b': 'keep' });
    for (const server of servers) void server.clientAsks('qwen3:8b', { keepAlive: '40m' });
    await clock.advance(minute);
    world.suspend();
    await clock.advance(35 * minute);
    const wokeAt = clock.now();
    world.resume();
    await clock.advance(2 * minute);
    const sent = servers.flatMap((server) => server.requestsTo('POST /api/generate').map(({ at }) => at));
    expect(sent).toHaveLength(6);
    expect(Math.min(...sent) - wokeAt).toBeGreaterThanOrEqual(5 * second);
    expect(new Set(sent.map((at) => Math.round(at / 500))).size).toBeGreaterThan(3);
  });

  test.each([-400, 400, -3])('a clock that is set by %d days ends no keeping', async (days) => {
    const { clock, server } = await ollama();
    await keep(clock, [server], { 'qwen3:8b': 'keep' });
    void server.clientAsks('qwen3:8b');
    await clock.advance(20 * minute);
    clock.jump(days * 24 * 60 * minute);
    await clock.advance(minute);
    void server.clientAsks('qwen3:8b');
    await clock.advance(30 * minute);
    clock.jump(-days * 24 * 60 * minute);
    void server.clientAsks('qwen3:8b');
    await clock.advance(30 * minute);
    expect(server.loadedNames()).toEqual(['qwen3:8b']);
    expect(server.ledger.of('unloaded').length).toBeLessThanOrEqual(1);
  });

  test.each([-6, -2, 2, 4, 10])(
    'an Ollama whose clock is %d minutes off is kept as well',
    async (minutes) => {
      const clock = newClock();
      const theirs: ServerClock = { ...clock, now: () => clock.now() + minutes * minute };
      const server = await startOllama({ clock: theirs, models: [main] });
      const world = await keep(clock, [server], { 'qwen3:8b': 'keep' });
      void server.clientAsks('qwen3:8b');
      await clock.advance(2 * 60 * minute);
      expect(server.ledger.of('unloaded')).toEqual([]);
      expect(world.warmthOf('qwen3:8b').today.nudges).toBeLessThan(50);
    },
  );

  test('a pause is remembered and ends by itself', async () => {
    const { clock, server } = await ollama();
    const world = await keep(clock, [server], { 'qwen3:8b': 'keep' });
    void server.clientAsks('qwen3:8b', { keepAlive: '3h' });
    await clock.advance(minute);
    await world.warmth.pause(1);
    await clock.advance(minute);
    expect(world.statusOf('qwen3:8b')).toBe('resting: paused');
    expect(world.settings.current().keepWarm.pausedUntil).not.toBeNull();
    expect(world.state.snapshot().warmth.pausedUntil).not.toBeNull();
    await clock.advance(61 * minute);
    expect(world.statusOf('qwen3:8b')).toBe('next');
    expect(world.state.snapshot().warmth.pausedUntil).toBeNull();
  });

  test('a change of mind counts at once', async () => {
    const { clock, server } = await ollama();
    const world = await keep(clock, [server], { 'qwen3:8b': 'keep' });
    void server.clientAsks('qwen3:8b');
    await clock.advance(minute);
    await world.warmth.setPolicy(world.serverId, 'qwen3:8b', null);
    await clock.advance(10 * minute);
    expect(server.loadedNames()).toEqual([]);
    expect(world.state.snapshot().warmth.models).toEqual([]);
  });
});

describe('what is told', () => {
  test('a kept model that was pushed out is told of once, with a way to load it again', async () => {
    const clock = newClock();
    const server = await startOllama({ clock, models: [main, other], maxLoaded: 1 });
    const world = await keep(clock, [server], { 'qwen3:8b': 'keep' });
    void server.clientAsks('qwen3:8b', { numCtx: 32_768 });
    await clock.advance(2 * minute);
    void server.clientAsks('gemma4:27b');
    await clock.advance(2 * minute);
    expect(world.notices).toHaveLength(1);
    expect(world.notices[0]).toMatchObject({
      title: { key: 'notice.lost.title', values: { model: 'qwen3:8b' } },
      // With the context it had, and not whatever the server takes when nobody says.
      actions: [{ does: { is: 'load', modelId: 'qwen3:8b', contextLength: 32_768 } }],
    });
    void server.clientAsks('qwen3:8b');
    await clock.advance(2 * minute);
    void server.clientAsks('gemma4:27b');
    await clock.advance(2 * minute);
    expect(world.notices).toHaveLength(1);
  });

  test('what goes in a pause and is loaded again by somebody was not suffered', async () => {
    const { clock, server } = await ollama();
    const world = await keep(clock, [server], { 'qwen3:8b': 'keep' });
    void server.clientAsks('qwen3:8b');
    await clock.advance(2 * minute);
    await world.warmth.pause(1);
    await clock.advance(20 * minute);
    expect(server.loadedNames()).toEqual([]);
    void server.clientAsks('qwen3:8b');
    await clock.advance(2 * minute);
    expect(world.warmthOf('qwen3:8b').today.coldStartsSuffered).toBe(0);
  });

  test('accounts say what was suffered and what was avoided, and outlive a restart of the app', async () => {
    const clock = newClock();
    const server = await startOllama({ clock, models: [main, other], maxLoaded: 1 });
    const world = await keep(clock, [server], { 'qwen3:8b': 'keep' });
    void server.clientAsks('qwen3:8b');
    await clock.advance(20 * minute);
    void server.clientAsks('qwen3:8b');
    await clock.advance(2 * minute);
    expect(world.warmthOf('qwen3:8b').today).toMatchObject({ coldStartsAvoided: 1, coldStartsSuffered: 0 });
    void server.clientAsks('gemma4:27b');
    await clock.advance(2 * minute);
    void server.clientAsks('qwen3:8b');
    await clock.advance(2 * minute);
    expect(world.warmthOf('qwen3:8b').today).toMatchObject({ coldStartsAvoided: 1, coldStartsSuffered: 1 });
    world.warmth.stop();
    const [saved] = world.kept.days(world.serverId, 'qwen3:8b', 1);
    expect(saved).toMatchObject({ day: '2026-11-20', coldStartsAvoided: 1, coldStartsSuffered: 1 });
    expect(saved?.warmMs ?? 0).toBeGreaterThan(20 * minute);
  });
});

type World = Awaited<ReturnType<typeof keep>>;

/** Options nobody can see from outside. */
function askWithOtherOptions(world: World): Promise<unknown> {
  const json = { model: 'qwen3:8b', prompt: 'Hi', stream: false, options: { num_batch: 64 } };
  return anotherClient(world, '/api/generate', json);
}

function anotherClient({ http, server }: World, path: string, json: object): Promise<unknown> {
  return http.request({
    method: 'POST',
    url: `${server.url}${path}`,
    headers: { 'x-other-client': '1' },
    json,
    timeoutMs: 60 * minute,
    maxBytes: 100_000,
  });
}
