import { describe, expect, test } from 'vitest';
import { openAiCompatible } from '../../../electron/core/servers/openai-compatible/adapter.ts';
import { recognise } from '../../../electron/core/servers/recognise.ts';
import {
  FakeClock,
  type FakeLlmman,
  type FakeOpenAiCompatible,
  fakeModel,
  type OpenAiCompatibleOptions,
  startLlmman,
  startOaiProxy,
  startOpenAiCompatible,
} from '../../fake-servers/index.ts';
import { clientOf, connect, failureOf, running, survivesHostileAnswers, unwrap } from './connection.ts';
import { chat } from './other-client.ts';

const model = fakeModel({ id: 'house-model' });
const nothingThere = { match: '/api/ps', status: 404, body: '{"detail":"Not Found"}' };

function start(options: Partial<OpenAiCompatibleOptions> = {}): Promise<FakeOpenAiCompatible> {
  return running(startOpenAiCompatible({ clock: new FakeClock(), models: [model], ...options }));
}

describe('observing', () => {
  test('is what is left when nothing else fits', async () => {
    expect(unwrap(await recognise(clientOf(await start()))).kind).toBe('openai-compatible');
    expect(unwrap(await recognise(clientOf(await start({ ownedBy: null })))).kind).toBe('openai-compatible');
  });

  test('claims to know nothing but the names', async () => {
    const server = await start();
    const seen = await connect(openAiCompatible, server).observe();
    expect(seen.models).toMatchObject([
      {
        id: 'house-model',
        state: { is: 'unknown' },
        contextAllocated: null,
        contextMax: null,
        hosted: false,
      },
    ]);
    expect(seen.abilities.listState).toEqual({ can: false, why: 'unknown-server' });
    expect(server.ledger.entries).toEqual([]);
  });

  test('asks for a list of running models once, and never again where there is none', async () => {
    const server = await start();
    server.misbehave(nothingThere);
    const connection = connect(openAiCompatible, server);
    for (let look = 0; look < 5; look += 1) await connection.observe();
    expect(server.requestsTo('/api/ps')).toHaveLength(1);
  });

  test('asks a server far away for nothing but its list, and marks it as hosted', async () => {
    const server = await start();
    const connection = connect(openAiCompatible, server, { place: 'public' });
    expect((await connection.model('house-model')).hosted).toBe(true);
    expect(server.requests.map(({ path }) => path)).toEqual(['/v1/models']);
  });

  test('marks what a proxy on this machine passes on to a provider as hosted', async () => {
    const proxy = await running(
      startOaiProxy({ clock: new FakeClock(), models: [fakeModel({ id: 'gpt-5.6' })] }),
    );
    expect((await connect(openAiCompatible, proxy).model('gpt-5.6')).hosted).toBe(true);
    expect(proxy.ledger.entries).toEqual([]);
  });

  test.each([
    [{ max_model_len: 8192 }, { contextAllocated: 8192, contextMax: null }],
    [{ context_length: 131072 }, { contextAllocated: null, contextMax: 131072 }],
    [{ context_window: 32768 }, { contextAllocated: null, contextMax: 32768 }],
    [{ meta: { n_ctx: 4096, n_ctx_train: 40960 } }, { contextAllocated: 4096, contextMax: 40960 }],
    [
      { max_model_len: 0, context_length: -1 },
      { contextAllocated: null, contextMax: null },
    ],
  ])('reads a context told as %j', async (told, expected) => {
    const server = await start();
    const data = [{ id: 'house-model', object: 'model', ...told }];
    server.misbehave({ match: '/v1/models', body: JSON.stringify({ data }) });
    expect(await connect(openAiCompatible, server).model('house-model')).toMatchObject(expected);
  });

  test.each(['{"object":"list","data":null}', '[]'])('takes %s for an empty list', async (body) => {
    const server = await start();
    server.misbehave({ match: '/v1/models', body });
    expect((await connect(openAiCompatible, server).observe()).models).toEqual([]);
  });

  test('says when the key is missing', async () => {
    const server = await start({ apiKey: 'sesame' });
    expect(failureOf(await connect(openAiCompatible, server).tryObserve()).code).toBe('unauthorised');
  });

  survivesHostileAnswers(openAiCompatible, () => start());
});

describe('a daemon with a list of what runs', () => {
  const pulled = [fakeModel({ id: 'qwen3.8', defaultContext: 16_384 }), fakeModel({ id: 'gemma4' })];

  function daemon(): Promise<FakeLlmman> {
    return running(startLlmman({ clock: new FakeClock(), models: pulled }));
  }

  test('shows the context really given, and until when', async () => {
    const server = await daemon();
    const connection = connect(openAiCompatible, server);
    expect((await connection.model('docker.io/ai/qwen3.8:latest')).state).toEqual({ is: 'not-loaded' });
    await (await chat(server, 'qwen3.8')).answered;
    server.ledger.clear();
    const model38 = await connection.model('docker.io/ai/qwen3.8:latest');
    expect(model38).toMatchObject({
      state: { is: 'loaded' },
      contextAllocated: 16_384,
      idle: { is: 'at', at: server.clock.now() + 300_000, exact: true },
    });
    const seen = await connection.observe();
    expect(seen.variant).toBe('with-ps');
    expect(seen.abilities).toMatchObject({ listState: { can: true }, idleDeadline: { can: true } });
    expect(server.ledger.entries).toEqual([]);
  });

  test('does not believe a made-up list that names none of its models', async () => {
    const server = await start();
    const made = {
      models: [{ name: 'koboldcpp', context_length: 4096, expires_at: '2055-01-01T00:00:00Z' }],
    };
    server.misbehave({ match: '/api/ps', body: JSON.stringify(made) });
    expect(await connect(openAiCompatible, server).model('house-model')).toMatchObject({
      state: { is: 'unknown' },
      contextAllocated: null,
    });
  });
});

describe('nudging', () => {
  test('is a real request for one token, and is marked as one', async () => {
    const server = await start();
    const connection = connect(openAiCompatible, server);
    expect(openAiCompatible.nudge).toMatchObject({ isRealRequest: true, tokens: 1 });
    const seen = await connection.model('house-model');
    expect(unwrap(await connection.nudge(seen))).toEqual({ tokens: 1, busy: false });
    expect(server.requestsTo('POST')).toMatchObject([{ body: { model: 'house-model', max_tokens: 1 } }]);
    expect(server.ledger.tokens()).toBe(1);
  });

  test.each([429, 503])('takes %i for busy', async (status) => {
    const server = await start();
    server.misbehave({ match: '/v1/chat', status, body: '{"error":{"message":"later"}}' });
    const connection = connect(openAiCompatible, server);
    const seen = await connection.model('house-model');
    expect(unwrap(await connection.nudge(seen))).toEqual({ tokens: 0, busy: true });
  });

  test('an error inside a 200 is a failure', async () => {
    const server = await start();
    server.misbehave({ match: '/v1/chat', body: '{"error":{"message":"quota"}}' });
    const connection = connect(openAiCompatible, server);
    const seen = await connection.model('house-model');
    expect(failureOf(await connection.nudge(seen))).toMatchObject({ code: 'bad-answer' });
  });
});
