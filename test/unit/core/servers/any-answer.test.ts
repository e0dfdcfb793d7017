import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { Http, HttpResponse } from '../../../../electron/core/ports.ts';
import { serverAdapters } from '../../../../electron/core/servers/registry.ts';
import { createServerClient, noAuthorisation } from '../../../../electron/core/servers/server-client.ts';
import type { AdapterContext, ServerAdapter } from '../../../../electron/core/servers/types.ts';
import { fail, ok, type Result } from '../../../../shared/result.ts';
import { Model } from '../../../../shared/servers.ts';

/** Whatever a server says to every request: an adapter answers with data or a coded failure, and never throws. */

/** Words that steer adapters deep into their code. */
const keys = [
  ...[
    'data',
    'models',
    'id',
    'model',
    'name',
    'error',
    'message',
    'status',
    'value',
    'state',
    'result',
    'meta',
  ],
  ...[
    'loaded_models',
    'loaded_instances',
    'running',
    'is_sleeping',
    'parameters',
    'success',
    'loads',
    'admin',
  ],
  ...['max_model_len', 'context_length', 'n_ctx', 'expires_at', 'size', 'queue', 'idle', 'uptime', 'version'],
  ...[
    'key',
    'config',
    'num_reqs',
    'num_running_reqs',
    'capabilities',
    'model_info',
    'role',
    'module',
    'modules',
  ],
];
const leaf = fc.oneof(
  fc.constantFrom<unknown>(
    'a',
    'b.gguf',
    'x.kcpps',
    'koboldcpp/b',
    'inactive',
    'loaded',
    'ready',
    'router',
    '__proto__',
  ),
  fc.constantFrom<unknown>(null, true, false, 0, 1, -1, 8192, 1e300, -1e300, 0.5, '', '2026-11-20T12:00:00Z'),
  fc.string(),
  fc.double(),
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaf,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...keys), tie('tree'), { maxKeys: 8 }),
  ),
}));
/** Something like a list, or any other answer that is nearly right. */
const entry = fc
  .tuple(
    fc.constantFrom('a', 'b', 'koboldcpp/b'),
    fc.dictionary(fc.constantFrom(...keys), tree, { maxKeys: 8 }),
  )
  .map(([id, rest]) => ({ id, name: id, key: id, model: id, type: 'llm', loaded_instances: [], ...rest }));
const entries = fc.array(fc.oneof({ weight: 6, arbitrary: entry }, { weight: 1, arbitrary: tree }), {
  maxLength: 4,
});
const nearlyRight = fc
  .tuple(entries, fc.dictionary(fc.constantFrom(...keys), tree, { maxKeys: 3 }))
  .map(([list, rest]) => ({
    ...{
      data: list,
      models: list,
      running: list,
      loads: list,
      loaded_models: list,
      result: 'koboldcpp/b',
      id: 'a',
    },
    ...rest,
  }));
const body = fc.oneof(
  { weight: 12, arbitrary: nearlyRight.map((value) => JSON.stringify(value)) },
  { weight: 8, arbitrary: tree.map((value) => JSON.stringify(value) ?? 'null') },
  { weight: 1, arbitrary: fc.string() },
  { weight: 1, arbitrary: tree.map((value) => `data: ${JSON.stringify(value)}\n\n`) },
);
const otherStatus = fc.constantFrom(204, 401, 403, 404, 500, 502, 503);
const answer: fc.Arbitrary<Result<HttpResponse>> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .record({
        status: fc.oneof({ weight: 6, arbitrary: fc.constant(200) }, { weight: 2, arbitrary: otherStatus }),
        body,
      })
      .map(({ status, body: text }) => ok({ status, headers: {}, body: text })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(fail('timed-out', 'too slow'), fail('connection-refused', 'nobody')),
  },
);

function contextOf(answers: readonly Result<HttpResponse>[]): AdapterContext {
  let asked = 0;
  let now = Date.UTC(2026, 10, 20);
  const next = () => answers[asked++ % answers.length] ?? fail('connection-lost', 'nothing');
  const http: Http = {
    request: async () => next(),
    stream: async () => {
      const given = next();
      if (!given.ok) return given;
      async function* chunks() {
        yield given.ok ? given.value.body : '';
      }
      return ok({ ...given.value, chunks: chunks(), close() {} });
    },
    close: async () => {},
  };
  return {
    client: createServerClient({ http, baseUrl: 'http://127.0.0.1:1', authorisation: noAuthorisation }),
    place: 'this-machine',
    now: () => now,
    // Waiting is what makes time pass here; a tenth of a minute at least, so that patience ends soon.
    wait: async (ms, signal) => {
      now += Math.max(ms, 6_000);
      if (ms > 600_000) await new Promise<void>((done) => signal.addEventListener('abort', () => done()));
    },
    previous: null,
    processes: null,
  };
}

const runs = { numRuns: 80 };
const answers = fc.array(answer, { minLength: 1, maxLength: 8 });

const byKind = serverAdapters.map((adapter) => [adapter.kind, adapter] as const);

test('the answers are near enough to be read by every kind, and far enough to be refused', async () => {
  for (const adapter of serverAdapters) {
    const seen = await Promise.all(
      fc.sample(answers, { numRuns: 200, seed: 1 }).map((given) => adapter.observe(contextOf(given))),
    );
    const read = seen.filter((each) => each.ok && each.value.models.length > 0).length;
    expect([adapter.kind, read >= 10, read < 190]).toEqual([adapter.kind, true, true]);
  }
});

test.each(byKind)('%s: observing gives sound models or a coded failure', async (_kind, adapter) => {
  await fc.assert(
    fc.asyncProperty(answers, async (given) => {
      const context = contextOf(given);
      const first = await adapter.observe(context);
      const second = await adapter.observe({ ...context, previous: first.ok ? first.value : null });
      for (const seen of [first, second]) {
        if (!seen.ok) expect(seen.failure.detail).not.toBe('');
        else for (const model of seen.value.models) v.parse(Model, model);
      }
    }),
    runs,
  );
});

test.each(byKind)('%s: acting gives an answer or a coded failure', async (_kind, adapter) => {
  await fc.assert(
    fc.asyncProperty(answers, fc.constantFrom('a', 'b.gguf', 'koboldcpp/b', 'x.kcpps'), async (given, id) => {
      for (const result of await actAll(adapter, given, id)) {
        if (!result.ok) expect(result.failure.detail).not.toBe('');
      }
    }),
    runs,
  );
});

async function actAll(
  adapter: ServerAdapter,
  given: readonly Result<HttpResponse>[],
  modelId: string,
): Promise<Result<unknown>[]> {
  const { signal } = new AbortController();
  const request = { modelId, contextLength: 4096, instanceId: null, onProgress: () => {}, signal };
  const results: Result<unknown>[] = [];
  const { load, unload, nudge, lookCloser } = adapter;
  if (load !== undefined) results.push(await load.call(adapter, contextOf(given), request));
  if (unload !== undefined) results.push(await unload.call(adapter, contextOf(given), request));
  const seen = await adapter.observe(contextOf(given));
  const model = seen.ok ? seen.value.models[0] : undefined;
  if (model === undefined) return results;
  if (nudge !== undefined) results.push(await nudge.send(contextOf(given), model, signal));
  if (lookCloser !== undefined) results.push(await lookCloser.call(adapter, contextOf(given), model, signal));
  return results;
}
