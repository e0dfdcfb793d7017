import * as v from 'valibot';
import { expect, test } from 'vitest';
import { nameOfId, OpenAiCard, openAiList } from '../../../../electron/core/servers/openai-list.ts';

const list = openAiList(OpenAiCard);

function idsOf(value: unknown): string[] | null {
  const read = v.safeParse(list, value);
  return read.success ? read.output.map(({ id }) => id) : null;
}

test.each([
  [{ object: 'list', data: [{ id: 'a' }, { id: 'b' }] }, ['a', 'b']],
  [{ data: null }, []],
  [[{ id: 'a' }], ['a']],
  [[], []],
  [{ data: [{ id: 'a' }, null, 7, {}, { id: '' }, { id: 5 }] }, ['a']],
])('reads %j', (value, ids) => {
  expect(idsOf(value)).toEqual(ids);
});

test.each([[{}], [{ data: {} }], [{ error: 'no' }], [null], ['x'], [7]])('refuses %j', (value) => {
  expect(idsOf(value)).toBeNull();
});

test('leaves out what is no number of tokens', () => {
  const cards = [0, -1, 0.5, 1e300, '8192', null, 8192].map((max_model_len) => ({ id: 'a', max_model_len }));
  const read = v.parse(list, cards);
  expect(read.map((card) => card.max_model_len)).toEqual([null, null, null, null, null, null, 8192]);
});

test.each([
  ['/models/Qwen3-8B', 'Qwen3-8B'],
  ['./Qwen3-8B/', 'Qwen3-8B'],
  ['C:\\models\\Qwen3-8B', 'Qwen3-8B'],
  ['Qwen/Qwen3-8B', 'Qwen/Qwen3-8B'],
  ['qwen3:8b', 'qwen3:8b'],
  ['/', '/'],
])('shows %s as %s', (id, name) => {
  expect(nameOfId(id)).toBe(name);
});
