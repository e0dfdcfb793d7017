import { describe, expect, test } from 'vitest';
import { litellm } from '../../../electron/core/servers/litellm/adapter.ts';
import { recognise } from '../../../electron/core/servers/recognise.ts';
import {
  FakeClock,
  type FakeLiteLlm,
  fakeModel,
  type LiteLlmOptions,
  startLiteLlm,
} from '../../fake-servers/index.ts';
import { clientOf, connect, failureOf, running, survivesHostileAnswers, unwrap } from './connection.ts';

const local = fakeModel({ id: 'qwen3:8b', maxContext: 40_960 });
const smaller = fakeModel({ id: 'qwen3:8b', maxContext: 8_192, tools: false });
const hosted = fakeModel({ id: 'claude', maxContext: 200_000, vision: true });
const deployments = [
  { group: 'qwen', target: 'ollama/qwen3:8b', model: local, localHost: 'http://127.0.0.1:11434' },
  { group: 'qwen', target: 'ollama/qwen3:8b-small', model: smaller, localHost: 'http://10.0.0.2:11434' },
  { group: 'claude', target: 'anthropic/claude', model: hosted, localHost: null },
];

function start(options: Partial<LiteLlmOptions> = {}): Promise<FakeLiteLlm> {
  return running(startLiteLlm({ clock: new FakeClock(), deployments, ...options }));
}

describe('observing', () => {
  test.each(['always', 'inference'] as const)(
    'is known with its header on %s answers',
    async (versionHeader) => {
      const server = await start({ versionHeader });
      expect(unwrap(await recognise(clientOf(server))).kind).toBe('litellm');
      expect(server.ledger.entries).toEqual([]);
    },
  );

  test.each([401, 400, 500])('is known when it refuses the list with %i', async (status) => {
    const server = await start({ versionHeader: 'inference' });
    server.misbehave({ match: '/v1/models', status, body: 'Internal Server Error' });
    expect(unwrap(await recognise(clientOf(server))).kind).toBe('litellm');
  });

  test('shows every model as hosted, in an unknown state and place', async () => {
    const { models, version } = await connect(litellm, await start()).observe();
    expect(version).toBe('1.83.0');
    expect(models.map(({ id, hosted: mayBill, place, state }) => [id, mayBill, place, state.is])).toEqual([
      ['qwen', true, 'unknown', 'unknown'],
      ['claude', true, 'unknown', 'unknown'],
    ]);
  });

  test('promises of replicas only what all of them can do', async () => {
    const connection = connect(litellm, await start());
    expect(await connection.model('qwen')).toMatchObject({ contextMax: 8_192, capabilities: ['chat'] });
    expect(await connection.model('claude')).toMatchObject({
      contextMax: 200_000,
      capabilities: ['chat', 'vision', 'tools'],
    });
  });

  test('reads the long table of deployments once, not with every poll', async () => {
    const server = await start();
    const connection = connect(litellm, server);
    const first = await connection.observe();
    expect(await connection.observe()).toEqual(first);
    expect(server.requestsTo('/v1/model/info')).toHaveLength(1);
    server.deployments.push({ group: 'new', target: 'openai/new', model: local, localHost: null });
    expect((await connection.model('new')).contextMax).toBe(40_960);
    expect(server.requestsTo('/v1/model/info')).toHaveLength(2);
  });

  test('takes what the list itself tells where the table is closed', async () => {
    const server = await start();
    const cards = [
      { id: 'a', mode: 'embedding', max_input_tokens: 512 },
      { id: 'openai/*', mode: null },
      { id: 'b' },
    ];
    server.misbehave({ match: '/v1/models', body: JSON.stringify({ object: 'list', data: cards }) });
    server.misbehave({ match: '/v1/model/info', status: 403, body: '{"error":{"message":"no"}}' });
    expect((await connect(litellm, server).observe()).models).toMatchObject([
      { id: 'a', contextMax: 512, capabilities: ['embedding'] },
      { id: 'b', contextMax: null, capabilities: null },
    ]);
  });

  test('a key unknown to a proxy without a database is a refused key', async () => {
    const server = await start({ apiKey: 'sk-master' });
    expect(failureOf(await connect(litellm, server).tryObserve()).code).toBe('unauthorised');
    const error = { message: 'No connected db.', type: 'no_db_connection', param: null, code: '400' };
    server.misbehave({ match: '/v1/models', status: 400, body: JSON.stringify({ error }) });
    expect(failureOf(await connect(litellm, server).tryObserve()).code).toBe('unauthorised');
  });

  test('never asks for its health, which would call and bill every model', async () => {
    const server = await start();
    const connection = connect(litellm, server);
    for (let look = 0; look < 5; look += 1) await connection.observe();
    expect(
      server.requests.filter(({ path }) => path === '/health' || path.startsWith('/health/services')),
    ).toEqual([]);
    expect(server.ledger.entries).toEqual([]);
  });

  survivesHostileAnswers(litellm, () => start());
});

test('its nudge is a real request and is marked as one', async () => {
  const server = await start();
  const connection = connect(litellm, server);
  expect(litellm.nudge).toMatchObject({ isRealRequest: true, tokens: 1 });
  expect(litellm.abilities.freeNudge).toEqual({ can: false, why: 'costs-tokens' });
  expect(unwrap(await connection.nudge(await connection.model('claude')))).toEqual({
    tokens: 1,
    busy: false,
  });
  expect(server.ledger.of('billed')).toMatchObject([{ tokens: 1 }]);
});

test('being limited in its rate counts as busy', async () => {
  const server = await start({ requestsPerMinute: 0 });
  const connection = connect(litellm, server);
  expect(unwrap(await connection.nudge(await connection.model('qwen')))).toEqual({ tokens: 0, busy: true });
});
