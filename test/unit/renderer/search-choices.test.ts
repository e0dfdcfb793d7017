import { expect, it } from 'vitest';
import { foundChoices } from '../../../renderer/components/search-choices.ts';

const choices = Array.from({ length: 250 }, (_, at) => ({ value: `id-${at}`, text: `Model ${at}` }));
const texts = (text: string, chosen = 'id-0') => foundChoices(choices, text, chosen, 10);

it('finds what is beyond the end of the list, by its name or its id', () => {
  expect(texts('model 249').found.map(({ value }) => value)).toEqual(['id-249']);
  expect(texts('ID-248').found.map(({ value }) => value)).toEqual(['id-248']);
  expect(texts('nothing').found).toEqual([]);
});

it('says how many are not shown', () => {
  expect(texts('')).toMatchObject({ more: 240 });
  expect(texts('model 2').more).toBe(78);
  expect(texts('model 249').more).toBe(0);
});

it('always shows the one that is chosen', () => {
  const { found, more } = texts('', 'id-200');
  expect(found).toHaveLength(10);
  expect(found.at(-1)?.value).toBe('id-200');
  expect(more).toBe(240);
});
