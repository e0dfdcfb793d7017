import { describe, expect, test } from 'vitest';
import { probeResponses } from '../../../electron/core/servers/responses-probe.ts';
import {
  FakeClock,
  type FakeServer,
  fakeModel,
  type ReasoningMode,
  startKoboldCpp,
  startLlamaServer,
  startLlamaSwap,
  startLmStudio,
  startLocalAi,
  startMlxLm,
  startOllama,
  startVllm,
} from '../../fake-servers/index.ts';
import { clientOf, failureOf, running, unwrap } from './connection.ts';

const model = fakeModel({ id: 'thinker' });
type Start = (reasoning: ReasoningMode) => Promise<FakeServer>;
const base = (reasoning: ReasoningMode) => ({ clock: new FakeClock(), reasoning });

const servers: Record<string, { start: Start; name?: string }> = {
  'lm-studio': { start: (mode) => startLmStudio({ ...base(mode), models: [model] }) },
  'ollama, which labels it a summary': { start: (mode) => startOllama({ ...base(mode), models: [model] }) },
  'llama-server': { start: (mode) => startLlamaServer({ ...base(mode), model }) },
  'llama-swap': { start: (mode) => startLlamaSwap({ ...base(mode), models: [model] }) },
  vllm: { start: (mode) => startVllm({ ...base(mode), model }) },
  'localai, which labels it as answer text': {
    start: (mode) => startLocalAi({ ...base(mode), models: [model] }),
  },
};

async function probe(server: FakeServer, name = model.id) {
  return probeResponses(clientOf(server), name);
}

describe.each(Object.entries(servers))('on %s', (_name, { start, name }) => {
  test.each([
    ['separate', 'separated'],
    ['mixed', 'mixed'],
    ['none', 'none'],
  ] as const)('reasoning that is %s is called %s', async (mode, verdict) => {
    const server = await running(start(mode));
    const said = unwrap(await probe(server, name));
    expect(said).toMatchObject({ responses: verdict, chat: verdict });
    expect(said.evidence).toHaveLength(2);
    expect(server.requestsTo('POST')).toHaveLength(2);
  });
});

test('a server without the route does not offer it', async () => {
  const started = { asked: model.id, model };
  const server = await running(startMlxLm({ ...base('separate'), started }));
  expect(unwrap(await probe(server))).toMatchObject({ responses: 'not-offered', chat: 'separated' });
});

test('a 200 that says "unexpected endpoint" is no offer either', async () => {
  const server = await running(startLmStudio({ ...base('separate'), models: [model], version: '0.3.20' }));
  expect(unwrap(await probe(server)).responses).toBe('not-offered');
});

test('KoboldCpp throws reasoning away: there is none', async () => {
  const server = await running(startKoboldCpp({ ...base('separate'), initial: model }));
  expect(unwrap(await probe(server)).responses).toBe('none');
});

test('a 404 about the model is not taken for a missing route', async () => {
  const server = await running(startOllama({ ...base('separate'), models: [model] }));
  expect(failureOf(await probe(server, 'missing')).code).toBe('not-found');
});

test('a refusal is told as one', async () => {
  const server = await running(startVllm({ ...base('separate'), model, apiKey: 'sesame' }));
  expect(failureOf(await probe(server)).code).toBe('unauthorised');
});

test.each([
  '{"output":[{"type":"novelty","content":"x"},{"type":"reasoning","content":[{"type":"output_text","text":"hm"}]},7]}',
  '{"output":[{"type":"reasoning","content":null,"summary":[{"text":"hm"},{"text":null}]}]}',
])('the type of the item decides, and unknown items do not matter: %s', async (body) => {
  const server = await running(startOllama({ ...base('separate'), models: [model] }));
  server.misbehave({ match: '/v1/responses', body });
  expect(unwrap(await probe(server)).responses).toBe('separated');
});

test('what the first route told is kept when the second fails', async () => {
  const server = await running(startOllama({ ...base('separate'), models: [model] }));
  server.misbehave({ match: '/v1/chat/completions', status: 500, body: '{"error":"crashed"}' });
  const said = unwrap(await probe(server));
  expect(said).toMatchObject({ responses: 'separated', chat: 'failed' });
  expect(said.evidence[1]).toContain('crashed');
});
