import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  createSchemaChecker,
  newSchemaIssues,
  outrankedBy,
  plainWords,
} from '../../../../electron/core/gateway/config-schema-check.ts';
import { describeAt, type JsonSchema } from '../../../../electron/core/gateway/config-schema-walk.ts';
import type { Json } from '../../../../electron/core/gateway/json5-document.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../../fixtures/gateway/stand-in-schema.json', import.meta.url), 'utf8'),
) as JsonSchema;
const checker = createSchemaChecker(schema);

function sentences(config: Json): string[] {
  return checker.check(config).issues.map(plainWords);
}

function provider(fields: { [key: string]: Json }): Json {
  return { models: { providers: { 'my.own': fields } } };
}

/** A reference to a variable, as the config writes it. */
function variable(name: string): string {
  return `\${${name}}`;
}

describe('checking a config against the schema', () => {
  it('finds nothing wrong with a config that fits', () => {
    const config = {
      $schema: 'x',
      gateway: { mode: 'local', port: 18789 },
      agents: { defaults: { model: { primary: 'a/b', fallbacks: [] }, models: { 'a/b': { alias: 'B' } } } },
      models: {
        mode: 'merge',
        providers: { a: { baseUrl: 'http://a', apiKey: { source: 'env', id: 'KEY' } } },
      },
    };
    expect(checker.check(config)).toEqual({ issues: [], unchecked: [] });
  });

  it.each<[string, Json, string]>([
    [
      'an unknown key at the root',
      { keepWarm: true },
      'the config has the key "keepWarm", which the gateway does not know.',
    ],
    [
      'an unknown key further in',
      { agents: { defaults: { warm: 1 } } },
      'agents.defaults has the key "warm", which the gateway does not know.',
    ],
    [
      'a missing key',
      provider({ models: [{ id: 'x', name: 'X' }, { id: 'y' }] }),
      'models.providers["my.own"].models[1].name is missing.',
    ],
    ['a wrong type', { gateway: { port: '18789' } }, 'gateway.port must be integer, but is string.'],
    ['a number that is too large', { gateway: { port: 70000 } }, 'gateway.port must be <= 65535.'],
    [
      'a number at an excluded limit',
      provider({ timeoutSeconds: 0 }),
      'models.providers["my.own"].timeoutSeconds must be > 0.',
    ],
    ['a word that is not listed', { models: { mode: 'mix' } }, 'models.mode must be one of: merge, replace.'],
    [
      'a word that no alternative knows',
      { gateway: { mode: 'locl' } },
      'gateway.mode must be one of: local, remote.',
    ],
    [
      'a number where words are the alternatives',
      { gateway: { mode: 1 } },
      'gateway.mode must be one of: local, remote.',
    ],
    [
      'an empty text',
      provider({ baseUrl: '' }),
      'models.providers["my.own"].baseUrl must have at least 1 characters.',
    ],
    [
      'a kind that no alternative is',
      { agents: { defaults: { model: ['a/b'] } } },
      'agents.defaults.model must be string or object, but is array.',
    ],
    [
      'the alternative that was meant, by its shape',
      { agents: { defaults: { model: { primary: 'a/b', fallback: [] } } } },
      'agents.defaults.model has the key "fallback", which the gateway does not know.',
    ],
    [
      'the alternative that was meant, by the word that tells them apart',
      provider({ apiKey: { source: 'env', id: 'not upper case' } }),
      'models.providers["my.own"].apiKey.id does not have the form ^[A-Z][A-Z0-9_]*$.',
    ],
    ['a list at the root', [], 'the config must be object, but is array.'],
    ['nothing at the root', null, 'the config must be object, but is null.'],
  ])('says what is wrong in one sentence: %s', (_, config, expected) => {
    expect(sentences(config)).toEqual([expected]);
  });

  it('names the place as the gateway does, and the nearest place in the text', () => {
    const [unknown] = checker.check({ gateway: { door: 1 } }).issues;
    expect(unknown).toMatchObject({ path: ['gateway'], at: ['gateway', 'door'] });
    const [missing] = checker.check(provider({ models: [{ id: 'x' }] })).issues;
    const model = ['models', 'providers', 'my.own', 'models', 0];
    expect(missing).toMatchObject({ path: [...model, 'name'], at: model });
  });

  it('knows a key of digits from the index of a list', () => {
    const { issues } = checker.check({ agents: { defaults: { models: { '0': { nick: 'x' } } } } });
    expect(issues[0]?.at).toEqual(['agents', 'defaults', 'models', '0', 'nick']);
  });

  it('never repeats a value, which may be a secret', () => {
    const config = provider({ apiKey: { source: 'env', id: 'hunter2-secret' }, api: 'hunter2-secret' });
    expect(JSON.stringify(checker.check(config))).not.toContain('hunter2');
  });

  it('leaves a text with a variable to the CLI, unless the variable is escaped', () => {
    expect(sentences(provider({ api: variable('API_KIND') }))).toEqual([]);
    expect(sentences(provider({ api: `$${variable('API_KIND')}` }))).toHaveLength(1);
    expect(sentences({ gateway: { port: variable('PORT') } })).toHaveLength(1);
  });

  it('only warns of the old list of agents, which the gateway moves by itself', () => {
    expect(checker.check({ agents: { list: [{ id: 'main' }] } }).issues).toMatchObject([
      { level: 'warning', problem: { is: 'legacy-key', key: 'list' } },
    ]);
    expect(checker.check({ agents: { list: [], entries: {} } }).issues).toMatchObject([{ level: 'error' }]);
  });

  it('only warns of the old limit of tokens for all models, which the gateway drops by itself', () => {
    const issuesAt = (config: Json) => checker.check(config).issues.map((issue) => issue.level);
    expect(issuesAt({ agents: { defaults: { contextTokens: 1 } } })).toEqual(['warning']);
    expect(issuesAt({ agents: { contextTokens: 1 } })).toEqual(['error']);
  });

  it('gives way where the gateway itself accepts', () => {
    const { issues } = checker.check({ gateway: { door: 1, port: 0 } });
    expect(outrankedBy({ accepted: true, issues: [] }, issues)).toMatchObject([
      { level: 'warning', problem: { is: 'legacy-key', key: 'door' } },
      { level: 'warning', problem: { is: 'out-of-range' } },
    ]);
    expect(outrankedBy({ accepted: false, issues: [] }, issues)).toEqual(issues);
  });

  it('says which properties only the CLI can check', () => {
    const { unchecked } = checker.check({ plugins: { a: 1 }, meta: {}, channels: { some: 'text' } });
    expect(unchecked).toEqual(['plugins', 'meta', 'channels']);
  });

  it('does not take inherited names for properties', () => {
    expect(sentences(JSON.parse('{ "constructor": 1, "__proto__": 2 }') as Json)).toHaveLength(2);
  });

  it('bounds what it says about a config full of mistakes', () => {
    const models = Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`m${n}`, { nick: n }]));
    expect(checker.check({ agents: { defaults: { models } } }).issues).toHaveLength(200);
  });

  it('tells what an edit broke apart from what was broken before', () => {
    const before = checker.check({ gateway: { port: 0 } });
    const after = checker.check({ gateway: { port: 0 }, models: { mode: 'mix' } });
    expect(newSchemaIssues(before, after).map((issue) => issue.path)).toEqual([['models', 'mode']]);
    expect(newSchemaIssues(before, before)).toEqual([]);
  });
});

describe('describing a place', () => {
  it('finds title, description and type through alternatives', () => {
    expect(describeAt(schema, ['agents', 'defaults', 'model', 'primary'])).toEqual({
      path: 'agents.defaults.model.primary',
      title: 'First link',
      description: 'The model that is asked first.',
      type: 'string',
      choices: [],
      keys: [],
    });
  });

  it('lists the words that can be chosen', () => {
    expect(describeAt(schema, ['gateway', 'mode'])).toMatchObject({
      title: 'Mode',
      choices: ['local', 'remote'],
    });
    expect(describeAt(schema, ['models', 'mode'])?.choices).toEqual(['merge', 'replace']);
  });

  it('lists the keys an object may have, with their titles', () => {
    const hint = describeAt(schema, ['agents', 'defaults', 'model']);
    expect(hint?.type).toBe('string | object');
    expect(hint?.keys.map((each) => [each.key, each.title])).toEqual([
      ['primary', 'First link'],
      ['fallbacks', 'Next links'],
    ]);
  });

  it('goes through free keys and lists', () => {
    const path = ['models', 'providers', 'any.thing', 'models', 3, 'contextWindow'];
    expect(describeAt(schema, path)).toMatchObject({ type: 'number' });
    expect(describeAt(schema, ['agents', 'defaults', 'models', 'a/b:c', 'alias'])?.title).toBe('Short name');
  });

  it('says nothing about what the schema does not know', () => {
    expect(describeAt(schema, ['nothing', 'here'])).toBeNull();
    expect(describeAt(schema, ['gateway', 'constructor'])).toBeNull();
    expect(describeAt(schema, ['models', 'mode', 0])).toBeNull();
  });
});
