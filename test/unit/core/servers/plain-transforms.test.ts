import { expect, test } from 'vitest';
import { janObservation } from '../../../../electron/core/servers/jan/adapter.ts';
import * as litellm from '../../../../electron/core/servers/litellm/transform.ts';
import { mlxLmObservation } from '../../../../electron/core/servers/mlx-lm/adapter.ts';
import * as generic from '../../../../electron/core/servers/openai-compatible/transform.ts';
import * as sglang from '../../../../electron/core/servers/sglang/transform.ts';
import * as vllm from '../../../../electron/core/servers/vllm/transform.ts';

const place = 'this-machine';

function card(id: string, max_model_len: number | null = null, parent: string | null = null) {
  return { id, owned_by: 'x', parent, max_model_len };
}

test('a name listed twice is one model', () => {
  const twice = [card('a'), card('a')];
  expect(janObservation(twice, place).models).toHaveLength(1);
  expect(mlxLmObservation(twice, place).models).toHaveLength(1);
});

test('vLLM: an adapter without a context of its own has that of its base', () => {
  const cards = [card('lora', null, 'base'), card('base', 4096)];
  const seen = vllm.observationOf({
    cards,
    sleeping: null,
    load: null,
    firstTokens: null,
    version: null,
    place,
  });
  expect(seen.models.map((model) => model.contextAllocated)).toEqual([4096, 4096]);
});

test('vLLM: asleep holds no instance, and sleeping hides what the metrics say', () => {
  const load = { running: 3, waiting: 0 };
  const seen = vllm.observationOf({
    cards: [card('a', 8)],
    sleeping: true,
    load,
    firstTokens: null,
    version: null,
    place,
  });
  expect(seen.models[0]).toMatchObject({ state: { is: 'asleep' }, instances: [] });
  expect(seen.variant).toBe('dev-mode');
});

test('SGLang: nothing is said of capabilities where nothing was told', () => {
  const info = {
    model_path: null,
    is_generation: null,
    has_image_understanding: true,
    has_audio_understanding: null,
  };
  const seen = sglang.observationOf({
    cards: [card('a')],
    info,
    load: null,
    firstTokens: null,
    version: '0.5.9',
    place,
  });
  expect(seen).toMatchObject({ version: '0.5.9', models: [{ capabilities: null }] });
});

test('LiteLLM: the list is the same in any order, and not with one more or less', () => {
  const entry = (id: string) => ({ id, mode: null, max_input_tokens: null });
  const [a, b, c] = [entry('a'), entry('b'), entry('c')];
  const look = { cards: [a, b], deployments: [], version: null, previous: null };
  const previous = litellm.observationOf(look);
  expect(litellm.isSameList([b, a], previous)).toBe(true);
  expect(litellm.isSameList([a, b, c], previous)).toBe(false);
  expect(litellm.isSameList([a], previous)).toBe(false);
  expect(litellm.isSameList([a, b], null)).toBe(false);
});

test('LiteLLM: replicas with nothing in common promise nothing', () => {
  const facts = {
    mode: 'chat',
    max_input_tokens: null,
    max_tokens: 100,
    supports_vision: null,
    supports_function_calling: null,
    supports_reasoning: null,
    supports_audio_input: null,
  };
  const deployments = [
    { model_name: 'a', model_info: facts },
    { model_name: 'a', model_info: { ...facts, mode: 'embedding', max_tokens: 50 } },
    { model_name: 'a', model_info: null },
  ];
  const cards = [{ id: 'a', mode: null, max_input_tokens: null }];
  const { models } = litellm.observationOf({ cards, deployments, version: null, previous: null });
  expect(models[0]).toMatchObject({ capabilities: [], contextMax: 50 });
});

const genericCard = {
  id: 'a',
  name: null,
  owned_by: null,
  max_model_len: null,
  context_length: null,
  context_window: null,
  max_context_length: null,
  meta: null,
};

test.each([
  ['2255-01-01T00:00:00Z', { is: 'never' }],
  ['1990-01-01T00:00:00Z', { is: 'unknown' }],
  ['tomorrow', { is: 'unknown' }],
  [null, { is: 'unknown' }],
])('generic: an end at %s is %j', (expires_at, idle) => {
  const running = [{ name: 'a', context_length: null, expires_at }];
  const now = Date.UTC(2026, 10, 20);
  expect(generic.observationOf({ cards: [genericCard], running, place, now }).models[0]?.idle).toEqual(idle);
});

test.each([
  ['this-machine', 'a', null, false],
  ['lan', 'a', 'gateway', false],
  ['public', 'a', null, true],
  ['this-machine', 'a', 'openai', true],
  ['this-machine', 'llmman.hybrid/qwen3.8,openai/gpt-5.6-luna', null, true],
] as const)('generic: on %s, %s of %s: hosted is %s', (where, id, owned_by, hosted) => {
  const look = { cards: [{ ...genericCard, id, owned_by }], running: null, place: where, now: 0 };
  expect(generic.observationOf(look).models[0]?.hosted).toBe(hosted);
});
