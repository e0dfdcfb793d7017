import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createServerActions, type ServerActions } from '../../../electron/core/servers/server-actions.ts';
import type { Result } from '../../../shared/result.ts';
import { type FaultProxy, startFaultProxy, type WireFault } from '../../fake-servers/fault-proxy.ts';
import {
  type FakeServer,
  fakeModel,
  startKoboldCpp,
  startTabbyApi,
  tabbyAdminKey,
} from '../../fake-servers/index.ts';
import { startKind } from './kinds.ts';
import { type Watched, watchServer } from './watched.ts';

/** Loads and unloads through a wire that fails: they end, with a code, and leave the server's queue free. */

const faults: Readonly<Record<string, WireFault>> = {
  'refuses connections': { is: 'refused' },
  'resets in the headers': { is: 'reset', at: 'headers' },
  'resets in the body': { is: 'reset', at: 'body' },
  'is silent': { is: 'silence' },
};

/** The longest an action may look for its effect, with everything around it. */
const longestActionMs = 5 * 60_000;

const model = fakeModel({ id: 'qwen3-8b' });

/** The kinds that can load; some only with the rights of an administrator. */
const loading = {
  'lm-studio': startKind['lm-studio'],
  ollama: startKind.ollama,
  'llama-cpp router': startKind['llama-cpp router'],
  'llama-swap': startKind['llama-swap'],
  localai: startKind.localai,
  tabbyapi: () => startTabbyApi({ models: [model] }),
  koboldcpp: () =>
    startKoboldCpp({ admin: true, files: { 'qwen3-8b.gguf': model }, restartMs: 1, reloadDelayMs: 1 }),
} as Readonly<Record<string, () => Promise<FakeServer>>>;

describe.each(Object.entries(loading))('%s', (_kind, start) => {
  let server: FakeServer;
  let proxy: FaultProxy;
  let watched: Watched;
  let actions: ServerActions;

  beforeAll(async () => {
    server = await start();
    proxy = await startFaultProxy(server.port);
    watched = watchServer({ url: proxy.url, key: tabbyAdminKey });
    actions = createServerActions({
      state: watched.state,
      clock: watched.clock,
      watch: (id) => watched.fleet.watch(id),
      finished: () => undefined,
    });
    await watched.poll();
  });
  afterEach(() => proxy.set(null));
  afterAll(async () => {
    actions.stop();
    await watched.stop();
    await proxy.stop();
    await server.stop();
  });

  test.each(Object.entries(faults))('%s', async (_name, fault) => {
    for (const verb of ['load', 'unload'] as const) {
      const before = await watched.poll();
      expect(before.abilities[verb].can).toBe(true);
      const asked = act(verb);
      await proxy.set(fault);
      const result = await passingTime(asked);
      if (!result.ok) expect(result.failure.detail).not.toBe('');
      expect(watched.server().actions).toEqual([]);

      await proxy.set(null);
      // The first may join a look that began before.
      await watched.poll();
      expect((await watched.poll()).reachability.is).toBe('reachable');
      // The queue is free: the same once more ends as it does on a sound wire.
      const again = await passingTime(act(verb));
      if (!again.ok) expect(['unknown-model', 'already-loaded', 'not-loaded']).toContain(again.failure.code);
      expect(watched.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
    }
  });

  function act(verb: 'load' | 'unload') {
    const { id, models } = watched.server();
    return actions[verb]({
      serverId: id,
      modelId: models[0]?.id ?? '',
      contextLength: null,
      instanceId: null,
      evenIfBusy: true,
      by: 'person',
    });
  }

  /** Moves the app's clock, a good deal faster than the sockets', until the action has ended. */
  async function passingTime<T>(action: Promise<Result<T>>): Promise<Result<T>> {
    let ended = false;
    const end = action.finally(() => {
      ended = true;
    });
    const startedAt = watched.clock.monotonic();
    while (!ended) {
      expect(watched.clock.monotonic() - startedAt).toBeLessThan(longestActionMs);
      await watched.clock.advance(500);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return end;
  }
});
