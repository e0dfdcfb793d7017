import { expect, test } from 'vitest';
import {
  fileOfName,
  isConfiguration,
  isLoaded,
  nameOfFile,
  sameName,
} from '../../../../electron/core/servers/koboldcpp/names.ts';
import { manageAbility } from '../../../../electron/core/servers/koboldcpp/transform.ts';

test('a model file foretells its name, a configuration does not', () => {
  expect(nameOfFile('Qwen3-8B.Q4_K_M.gguf')).toBe('koboldcpp/Qwen3-8B.Q4_K_M');
  expect(nameOfFile('folder/a.GGUF')).toBe('koboldcpp/a');
  expect(nameOfFile('work.kcpps')).toBeNull();
  expect(nameOfFile('.gguf')).toBeNull();
});

test('names are the same although unusual characters were dropped', () => {
  expect(sameName('koboldcpp/My Model (v2)', 'koboldcpp/MyModelv2')).toBe(true);
  expect(sameName('koboldcpp/a', 'koboldcpp/b')).toBe(false);
});

test('finds the file behind a name', () => {
  expect(fileOfName('koboldcpp/b', ['a.gguf', 'b.kcpps', 'b.gguf'])).toBe('b.gguf');
  expect(fileOfName('koboldcpp/c', ['a.gguf', 'c.kcpps'])).toBeNull();
});

test.each(['x.kcpps', 'x.KCPPT'])('%s is a configuration', (file) => {
  expect(isConfiguration(file)).toBe(true);
});

test('knows that nothing is loaded', () => {
  expect(isLoaded('inactive')).toBe(false);
  expect(isLoaded('koboldcpp/inactive')).toBe(false);
  expect(isLoaded('koboldcpp/a')).toBe(true);
});

test.each([
  [{ admin: 0 }, [], { can: false, why: 'needs-admin-option' }],
  [{ admin: 2 }, [], { can: false, why: 'needs-admin-key' }],
  [{ admin: 2 }, ['unload_model'], { can: true }],
  [{ admin: null }, [], { can: false, why: 'needs-newer-version' }],
])('with %j and the options %j: %j', (version, options, ability) => {
  const told = { version: '1.102', vision: null, audio: null, ...version };
  expect(manageAbility({ version: told, options })).toEqual(ability);
});
