import { expect, test } from 'vitest';
import type { Http } from '../../../electron/core/ports.ts';
import { fail, ok } from '../../../shared/result.ts';
import {
  fakeModel,
  startKoboldCpp,
  startLlamaRouter,
  startLlamaServer,
  startLmStudio,
  startOaiProxy,
} from '../../fake-servers/index.ts';
import { sampleProvider } from '../../fakes/sample-parts.ts';
import { simClock, watchFleet } from '../../fakes/watched-fleet.ts';
import { running } from './connection.ts';

/** What one watch does between a server and the snapshot. */

const model = fakeModel({ id: 'a' });

test('a key that is refused at localhost is told as refused, and not as nobody being there', async () => {
  const clock = simClock();
  const server = await running(startOaiProxy({ clock, models: [model], apiKey: 'right' }));
  const asked: string[] = [];
  const wrapHttp = (http: Http): Http => ({
    ...http,
    request(request) {
      asked.push(new URL(request.url).hostname);
      return http.request(request);
    },
  });
  const baseUrl = `http://localhost:${server.port}/v1`;
  const fleet = watchFleet({
    clock,
    servers: [server],
    providers: [sampleProvider('p', { baseUrl })],
    wrapHttp,
  });
  await fleet.look();
  expect(fleet.server()).toMatchObject({
    key: 'missing',
    reachability: { is: 'unreachable', failure: { code: 'unauthorised' } },
  });
  expect(asked).not.toContain('[::1]');
  fleet.stop();
});

test('the right key counts at once, however long the wrong one failed', async () => {
  const clock = simClock();
  const server = await running(startLmStudio({ clock, models: [model], apiKey: 'right' }));
  let key = 'wrong';
  const authorisation = async () => ok({ authorization: `Bearer ${key}` });
  const fleet = watchFleet({
    clock,
    servers: [server],
    keyFor: () => ({ state: 'set', authorisation }),
    visibleSeconds: 20,
  });
  await fleet.look();
  await clock.advance(10 * 60_000);
  expect(fleet.server().key).toBe('refused');
  key = 'right';
  fleet.fleet.refresh();
  await clock.advance(10);
  expect(fleet.server()).toMatchObject({ key: 'set', reachability: { is: 'reachable' } });
  fleet.stop();
});

test('looks follow one another, and who asks during one shares the next', async () => {
  const clock = simClock();
  const server = await running(startLmStudio({ clock, models: [model] }));
  let open = 0;
  let most = 0;
  const wrapHttp = (http: Http): Http => ({
    ...http,
    async request(request) {
      open += 1;
      most = Math.max(most, open);
      const answer = await http.request(request);
      open -= 1;
      return answer;
    },
  });
  const fleet = watchFleet({ clock, servers: [server], wrapHttp });
  await fleet.look();
  server.misbehave({ delayMs: 1_000 });
  const before = server.requests.length;
  const watch = fleet.fleet.watches()[0];
  const asked = [watch?.readNow(), watch?.readNow(), watch?.readNow(), watch?.pollNow()];
  await fleet.ended(Promise.all(asked));
  expect(most).toBe(1);
  expect(server.requests.length - before).toBe(2);
  fleet.stop();
});

test('an action looks in turn with everything else', async () => {
  const clock = simClock();
  const slow = fakeModel({ id: 'slow', loadMs: 8_000 });
  const server = await running(startLlamaRouter({ clock, models: [slow] }));
  let open = 0;
  let most = 0;
  const wrapHttp = (http: Http): Http => ({
    ...http,
    async request(request) {
      const isList = request.url.endsWith('/v1/models');
      if (isList) open += 1;
      most = Math.max(most, open);
      const answer = await http.request(request);
      if (isList) open -= 1;
      return answer;
    },
  });
  const fleet = watchFleet({ clock, servers: [server], wrapHttp });
  await fleet.look();
  server.misbehave({ match: '/v1/models', delayMs: 400 });
  expect(await fleet.ended(fleet.actions.load(fleet.request('slow')))).toMatchObject({ ok: true });
  expect(most).toBe(1);
  fleet.stop();
});

test('a missed look does not forget that a model was loaded to stay; another program does', async () => {
  const clock = simClock();
  const server = await running(startLmStudio({ clock, models: [model] }));
  const fleet = watchFleet({ clock, servers: [server] });
  await fleet.look();
  await fleet.ended(fleet.actions.load(fleet.request('a')));
  await fleet.look();
  expect(fleet.model('a').idle).toEqual({ is: 'never' });
  server.misbehave({ cut: 'connect' });
  await fleet.look();
  expect(fleet.server().reachability.is).toBe('unreachable');
  server.behave();
  await fleet.look();
  expect(fleet.model('a').idle).toEqual({ is: 'never' });
  server.misbehave({ cut: 'connect' });
  await clock.advance(10 * 60_000);
  server.behave();
  await clock.advance(60_000);
  expect(fleet.model('a').idle).toMatchObject({ is: 'at', basis: 'default-idle-time' });
  fleet.stop();
});

/** A router that was known, and comes back as another build after a moment. */
async function updatedRouter() {
  const clock = simClock();
  const server = await running(startLlamaRouter({ clock, models: [model], sleepIdleSeconds: 600 }));
  const fleet = watchFleet({ clock, servers: [server] });
  await server.clientAsks('a');
  await fleet.look();
  return {
    clock,
    fleet,
    async update() {
      server.misbehave({ cut: 'connect' });
      await fleet.look();
      expect(fleet.server().reachability.is).toBe('unreachable');
      await server.restart();
      server.rules.build += 1;
      await server.clientAsks('a');
      server.behave();
      await fleet.look();
    },
  };
}

test('another version at an address is not taken for used when the one before was', async () => {
  const { clock, fleet, update } = await updatedRouter();
  const connected = fleet.fleet.watches()[0]?.connection();
  if (!connected?.ok) throw new Error('not recognised');
  const { adapter, context } = connected.value;
  await adapter.nudge?.send(context, fleet.model('a'), new AbortController().signal);
  await clock.advance(20_000);
  await fleet.look();
  expect(fleet.model('a').idle).toMatchObject({ is: 'at', basis: 'last-request-seen' });
  await update();
  expect(fleet.model('a').idle).toMatchObject({ is: 'at', basis: 'configured-idle-time' });
  fleet.stop();
});

test('what a server tells once is asked anew after an outage, also of the same kind', async () => {
  const { fleet, update } = await updatedRouter();
  const before = fleet.server().version;
  await update();
  expect(before).toMatch(/^b\d+-/);
  expect(fleet.server().version).toMatch(/^b\d+-/);
  expect(fleet.server().version).not.toBe(before);
  fleet.stop();
});

const loadingBody = JSON.stringify({
  error: { message: 'Loading model', type: 'unavailable_error', code: 503 },
});
const loading = { status: 503, body: loadingBody, headers: { server: 'llama.cpp' } };

test('a llama-server that comes back loading is loading, at the usual pace, since it was first seen so', async () => {
  const clock = simClock();
  const server = await running(startLlamaServer({ clock, model }));
  const fleet = watchFleet({ clock, servers: [server] });
  await fleet.look();
  server.misbehave({ cut: 'connect' });
  await fleet.look();
  expect(fleet.server().reachability.is).toBe('unreachable');
  server.behave();
  server.misbehave(loading);
  await fleet.look();
  const since = clock.now();
  expect(fleet.server()).toMatchObject({
    kind: 'llama-cpp',
    reachability: { is: 'reachable' },
    models: [{ id: 'a.gguf', state: { is: 'loading' }, instances: [] }],
  });
  const before = server.requests.length;
  await clock.advance(60_000);
  expect(server.requests.length - before).toBeGreaterThanOrEqual(18);
  expect(fleet.model('a.gguf').state).toMatchObject({ is: 'loading', since: expect.any(Number) });
  const { state } = fleet.model('a.gguf');
  expect(state.is === 'loading' && state.since <= since).toBe(true);
  server.behave();
  await clock.advance(4_000);
  expect(fleet.model('a.gguf').state.is).toBe('loaded');
  fleet.stop();
});

test('a llama-server first seen while it loads is told as loading and soon seen loaded', async () => {
  const clock = simClock();
  const server = await running(startLlamaServer({ clock, model }));
  server.misbehave(loading);
  const fleet = watchFleet({ clock, servers: [server] });
  await clock.advance(10 * 60_000);
  expect(fleet.server()).toMatchObject({
    kind: 'llama-cpp',
    kindFrom: 'fingerprint',
    reachability: { is: 'unreachable', failure: { code: 'server-loading' } },
  });
  server.behave();
  await clock.advance(4_000);
  expect(fleet.model('a.gguf').state.is).toBe('loaded');
  fleet.stop();
});

test('a KoboldCpp whose router answers for it while it restarts is loading', async () => {
  const clock = simClock();
  const files = { 'b.gguf': fakeModel({ id: 'b' }) };
  const server = await running(startKoboldCpp({ clock, initial: model, files, admin: true, router: true }));
  const fleet = watchFleet({ clock, servers: [server] });
  await fleet.look();
  expect(fleet.server().variant).toBe('router');
  server.misbehave({ status: 502, body: '<html>Bad Gateway</html>' });
  await fleet.look();
  expect(fleet.server().reachability.is).toBe('reachable');
  expect(fleet.server().models[0]?.state.is).toBe('loading');
  expect(fleet.model('b.gguf').state.is).toBe('not-loaded');
  fleet.stop();
});

/** A router whose event stream is written by the test. */
async function withStream(models = [model]) {
  const clock = simClock();
  const server = await running(startLlamaRouter({ clock, models }));
  const lines: string[] = [];
  let pour = (): void => undefined;
  async function* poured(): AsyncGenerator<string> {
    for (;;) {
      yield lines.splice(0).join('');
      await new Promise<void>((resolve) => {
        pour = resolve;
      });
    }
  }
  const wrapHttp = (http: Http): Http => ({
    ...http,
    async stream(request) {
      if (!request.url.endsWith('/models/sse')) return fail('not-found', 'No other stream.');
      return ok({ status: 200, headers: {}, chunks: poured(), close: () => undefined });
    },
  });
  const fleet = watchFleet({ clock, servers: [server], wrapHttp });
  await fleet.look();
  return {
    fleet,
    clock,
    server,
    tell: (told: object) => lines.push(`data: ${JSON.stringify(told)}\n\n`),
    pour: () => pour(),
  };
}

test('a stream that floods with models nobody listed shows none, and is looked at and shown now and then', async () => {
  const { fleet, clock, server, tell, pour } = await withStream([fakeModel({ id: 'a', loadMs: 60_000 })]);
  void server.clientAsks('a');
  const before = server.requests.length;
  let pushes = 0;
  fleet.state.onChange(() => {
    pushes += 1;
  });
  for (let round = 0; round < 100; round += 1) {
    for (let event = 0; event < 100; event += 1) {
      const value = (round * 100 + event) / 10_000;
      tell({ model: `made-up-${round}-${event}`, event: 'model_status', data: { status: 'loading' } });
      tell({ model: 'a', event: 'model_status', data: { status: 'loading', progress: { value } } });
    }
    pour();
    await clock.advance(100);
  }
  expect(fleet.model('a').state).toMatchObject({ is: 'loading' });
  // Ten seconds: a list once a second, and nothing else to ask.
  expect(server.requests.length - before).toBeLessThanOrEqual(12);
  expect(pushes).toBeLessThanOrEqual(150);
  fleet.stop();
});

test('the progress of a download is no reason to look', async () => {
  const { fleet, clock, server, tell, pour } = await withStream();
  const before = server.requests.length;
  for (let step = 0; step < 50; step += 1) {
    tell({ model: 'a', event: 'download_progress', data: { progress: { value: step / 50 } } });
    pour();
    await clock.advance(100);
  }
  // The look that was planned before the stream was open.
  expect(server.requests.length - before).toBeLessThanOrEqual(1);
  fleet.stop();
});
