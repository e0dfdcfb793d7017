import * as v from 'valibot';
import { afterEach, expect, test } from 'vitest';
import { createHttp } from '../../../electron/adapters/undici-http.ts';
import type { Processes } from '../../../electron/core/ports.ts';
import { createServerClient } from '../../../electron/core/servers/server-client.ts';
import type {
  AdapterContext,
  CloserLook,
  LoadAnswer,
  LoadRequest,
  NudgeAnswer,
  Observation,
  ServerAdapter,
} from '../../../electron/core/servers/types.ts';
import type { Failure } from '../../../shared/failures.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { Model, type Place } from '../../../shared/servers.ts';
import { FakeClock, type FakeServer, type Fault } from '../../fake-servers/index.ts';

/** Adapters against simulated servers over the real HTTP adapter; waiting moves the servers' own clock. */

const started: { stop(): Promise<void> }[] = [];
const http = createHttp();

afterEach(async () => {
  for (const server of started.splice(0)) await server.stop();
});

export async function running<S extends FakeServer>(server: Promise<S>): Promise<S> {
  const ready = await server;
  started.push(ready);
  return ready;
}

export type ConnectOptions = { key?: string; place?: Place; processes?: Processes };

export type Connection = {
  context: AdapterContext;
  observe(): Promise<Observation>;
  tryObserve(): Promise<Result<Observation>>;
  model(id: string): Promise<Model>;
  load(id: string, contextLength?: number | null, more?: Partial<LoadRequest>): Promise<Result<LoadAnswer>>;
  unload(id: string, instanceId?: string | null): Promise<Result<void>>;
  nudge(model: Model): Promise<Result<NudgeAnswer>>;
  lookCloser(model: Model): Promise<Result<CloserLook>>;
};

export function connect(
  adapter: ServerAdapter,
  server: FakeServer,
  options: ConnectOptions = {},
): Connection {
  const { clock } = server;
  const context: AdapterContext = {
    client: clientOf(server, options.key),
    place: options.place ?? 'this-machine',
    now: () => clock.now(),
    wait: async (ms) => (clock instanceof FakeClock ? clock.advance(ms) : undefined),
    previous: null,
    processes: options.processes ?? null,
  };
  async function tryObserve(): Promise<Result<Observation>> {
    const seen = await adapter.observe(context);
    if (seen.ok) context.previous = seen.value;
    return seen;
  }
  async function observe(): Promise<Observation> {
    return unwrap(await tryObserve());
  }
  async function model(id: string): Promise<Model> {
    const found = (await observe()).models.find((each) => each.id === id);
    if (found === undefined) throw new Error(`${id} is not listed`);
    return found;
  }
  return {
    context,
    observe,
    tryObserve,
    model,
    load: (modelId, contextLength = null, more = {}) =>
      given(adapter.load)(context, { modelId, contextLength, onProgress: () => {}, signal, ...more }),
    unload: (modelId, instanceId = null) => given(adapter.unload)(context, { modelId, instanceId, signal }),
    nudge: (seen) => given(adapter.nudge).send(context, seen, signal),
    lookCloser: (seen) => given(adapter.lookCloser)(context, seen, signal),
  };
}

const { signal } = new AbortController();

function given<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('this adapter has no such action');
  return part;
}

export function clientOf(server: FakeServer, key?: string) {
  const authorisation = async () => ok(key === undefined ? {} : { authorization: `Bearer ${key}` });
  return createServerClient({ http, baseUrl: server.url, authorisation });
}

export function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.detail}`);
  return result.value;
}

export function failureOf(result: Result<unknown>): Failure {
  if (result.ok) throw new Error(`expected a failure, got ${JSON.stringify(result.value)}`);
  return result.failure;
}

const manyModels = JSON.stringify({
  object: 'list',
  data: Array.from({ length: 10_000 }, (_, index) => ({
    id: `m${index}`,
    key: `m${index}`,
    state: 'loaded',
  })),
  models: Array.from({ length: 10_000 }, (_, index) => ({ key: `m${index}`, name: `m${index}` })),
});
const absurd = {
  id: 'm',
  key: 'm',
  name: 'm',
  model: 'm',
  object: 'model',
  state: 'loaded',
  status: { value: 'loaded', progress: -4 },
  size: -1,
  size_bytes: 1e300,
  size_vram: '9'.repeat(400),
  expires_at: 'not a time',
  context_length: 1e21,
  max_context_length: -5,
  loaded_context_length: 0.5,
  meta: { n_ctx: 1e99, n_ctx_train: 'x', size: [], n_params: -2 },
  ttl: 1e40,
  loaded_instances: [{ id: 'm', config: { context_length: Number.MAX_VALUE } }, 7, null],
};
const absurdNumbers = JSON.stringify({
  object: 'list',
  data: [absurd, absurd],
  models: [absurd, absurd, null, 5, 'x', []],
  running: [absurd],
  default_generation_settings: { n_ctx: -1e60 },
  version: 7,
});
const deep = `{"error":${'{"error":'.repeat(50_000)}1${'}'.repeat(50_000)}}`;

const hostile: Record<string, Fault> = {
  'a web page': { html: true, status: 200 },
  'an error page': { html: true },
  'a 200 with an error inside': { body: '{"error":"Unexpected endpoint. Returning 200 anyway"}' },
  'wrong types everywhere': { body: '{"data":"x","models":{"0":1},"running":7,"object":[],"role":[]}' },
  'a bare array': { body: '[1,null,"x",[[]]]' },
  null: { body: 'null' },
  'nothing at all': { body: '', status: 200 },
  'absurd numbers and doubled ids': { body: absurdNumbers },
  'ten thousand models': { body: manyModels },
  'an endlessly nested error': { body: deep, status: 500 },
  'invalid UTF-8': { invalidUtf8: true },
  'nine megabytes': { flood: 9 * 1024 * 1024 },
  'a body shorter than announced': { wrongContentLength: true },
  'half a body': { cut: 'body' },
  'half a header': { cut: 'headers' },
  'no answer': { cut: 'connect' },
  'a redirect elsewhere': { status: 302, body: '', headers: { location: 'http://127.0.0.2:9/' } },
};

/** Whatever comes back: a coded failure or models that fit our own schema, never an exception. */
export function survivesHostileAnswers(adapter: ServerAdapter, start: () => Promise<FakeServer>): void {
  test.each(Object.entries(hostile))('survives %s', async (_name, fault) => {
    const server = await running(start());
    const connection = connect(adapter, server);
    server.misbehave(fault);
    const seen = await connection.tryObserve();
    if (seen.ok) expectSound(seen.value);
    else expect(seen.failure.detail).not.toBe('');
    server.behave();
    expectSound(await connection.observe());
    expect(server.ledger.sideEffects()).toEqual([]);
  });
}

export function expectSound({ models }: Observation): void {
  for (const model of models) {
    const checked = v.safeParse(Model, model);
    if (!checked.success) throw new Error(`${model.id}: ${JSON.stringify(v.flatten(checked.issues))}`);
    for (const number of [model.contextAllocated, model.contextMax, model.fileBytes, model.memoryBytes]) {
      expect(number === null || (Number.isSafeInteger(number) && number >= 0)).toBe(true);
    }
  }
  expect(new Set(models.map(({ id }) => id)).size).toBe(models.length);
}
