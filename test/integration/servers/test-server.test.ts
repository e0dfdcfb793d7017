import { describe, expect, test } from 'vitest';
import { createKeys } from '../../../electron/core/servers/keys.ts';
import { type ProviderAddresses, testServer } from '../../../electron/core/servers/test-server.ts';
import { ok } from '../../../shared/result.ts';
import {
  FakeClock,
  type FakeOpenAiCompatible,
  fakeModel,
  startOpenAiCompatible,
} from '../../fake-servers/index.ts';
import { createDirectHttp } from '../../fakes/direct-http.ts';
import { createSimClock } from '../../fakes/sim-clock.ts';
import { running } from './connection.ts';

const model = fakeModel({ id: 'house-model' });

function startWith(apiKey: string): Promise<FakeOpenAiCompatible> {
  return running(startOpenAiCompatible({ clock: new FakeClock(), models: [model], apiKey }));
}

/** The config has the provider `house` at the server, with its key. */
function configOf(server: FakeOpenAiCompatible, own: Record<string, string> = {}): ProviderAddresses {
  const secrets = {
    kind: 'private-file' as const,
    get: async (name: string) => ok(own[name] ?? null),
    set: async () => ok(undefined),
    remove: async () => ok(undefined),
    names: async () => Object.keys(own),
    saved: async () => undefined,
  };
  const keys = createKeys(secrets, () => ({ state: 'set', read: async () => server.apiKey }));
  return { urlOf: (id) => (id === 'house' ? `${server.url}/v1` : null), keyFor: keys.lookup };
}

function ask(
  servers: FakeOpenAiCompatible[],
  wish: { url: string; key?: string; providerId?: string },
  config: ProviderAddresses,
) {
  const clock = createSimClock(0);
  const ports = { http: createDirectHttp(servers, clock), clock };
  const { url, key = null, providerId = null } = wish;
  return testServer(ports, { url, kind: null, key, providerId }, config);
}

describe('testing a connection', () => {
  test('of a provider uses its key, which no window has', async () => {
    const server = await startWith('sk-house');
    const config = configOf(server);
    expect(await ask([server], { url: `${server.url}/v1` }, config)).toMatchObject({
      ok: false,
      failure: { code: 'unauthorised' },
    });
    const answer = await ask([server], { url: `${server.url}/v1`, providerId: 'house' }, config);
    expect(answer).toMatchObject({ ok: true, value: { models: [{ id: 'house-model' }] } });
    expect(server.requests.at(-1)?.headerNames).toContain('authorization');
  });

  test('sends the config’s key to no other origin, whatever the provider', async () => {
    const server = await startWith('sk-house');
    const stranger = await startWith('sk-stranger');
    const answer = await ask(
      [server, stranger],
      { url: stranger.url, providerId: 'house' },
      configOf(server),
    );
    expect(answer).toMatchObject({ ok: false, failure: { code: 'unauthorised' } });
    expect(stranger.requests.length).toBeGreaterThan(0);
    expect(stranger.requests.flatMap(({ headerNames }) => headerNames)).not.toContain('authorization');
    const nobody = await ask([server], { url: server.url, providerId: 'nobody' }, configOf(server));
    expect(nobody).toMatchObject({ ok: false, failure: { code: 'unauthorised' } });
  });

  test('uses a key that was typed instead of the config’s', async () => {
    const server = await startWith('sk-house');
    const answer = await ask(
      [server],
      { url: server.url, key: 'sk-wrong', providerId: 'house' },
      configOf(server),
    );
    expect(answer).toMatchObject({ ok: false, failure: { code: 'unauthorised' } });
  });
});
