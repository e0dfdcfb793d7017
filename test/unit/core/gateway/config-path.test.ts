import { describe, expect, it } from 'vitest';
import { pathFromDotted, pathText, valueAt } from '../../../../electron/core/gateway/config-path.ts';

describe('paths as text', () => {
  it('quotes keys that are no plain words', () => {
    expect(pathText(['agents', 'defaults', 'models', 'ollama/qwen3:32b', 'alias'])).toBe(
      'agents.defaults.models["ollama/qwen3:32b"].alias',
    );
    expect(pathText(['models', 'providers', 'a', 'models', 0])).toBe('models.providers.a.models[0]');
    expect(pathText([])).toBe('');
  });
});

describe('paths as the CLI writes them', () => {
  const config = {
    models: { providers: { 'my.dot': { models: [{ id: 'x' }] }, my: { dot: 1 } } },
    agents: { defaults: { models: { 'a/b.c': { alias: 'x' }, '0': {} } } },
  };

  it.each<[string, (string | number)[]]>([
    ['<root>', []],
    ['models.providers.my.dot.models.0.name', ['models', 'providers', 'my.dot', 'models', 0, 'name']],
    ['agents.defaults.models.a/b.c.nick', ['agents', 'defaults', 'models', 'a/b.c', 'nick']],
    ['agents.defaults.models.0.nick', ['agents', 'defaults', 'models', '0', 'nick']],
    ['models.providers.mine.baseUrl', ['models', 'providers', 'mine', 'baseUrl']],
    ['not.there', ['not', 'there']],
  ])('%s is read by the keys that are there', (dotted, path) => {
    expect(pathFromDotted(dotted, config)).toEqual(path);
  });
});

describe('a value by its path', () => {
  it('is found only where it really is', () => {
    expect(valueAt({ a: [{ b: 1 }] }, ['a', 0, 'b'])).toBe(1);
    expect(valueAt({ a: [1] }, ['a', 'length'])).toBeUndefined();
    expect(valueAt({}, ['constructor'])).toBeUndefined();
    expect(valueAt(null, ['a'])).toBeUndefined();
  });
});
