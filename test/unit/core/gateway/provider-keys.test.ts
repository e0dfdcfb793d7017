// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the config spells its variables like this
import { describe, expect, it } from 'vitest';
import { type ConfigTree, readConfig } from '../../../../electron/core/gateway/config-files.ts';
import {
  gatewayVariables,
  type VariableSources,
} from '../../../../electron/core/gateway/gateway-variables.ts';
import { fillVariables, isLocalMarker } from '../../../../electron/core/gateway/key-view.ts';
import { createProviderKeys, keyVariables } from '../../../../electron/core/gateway/provider-keys.ts';
import { createMemoryFiles } from '../../../fakes/memory-files.ts';

const main = '/state/openclaw.json';

async function treeOf(text: string): Promise<ConfigTree> {
  const { tree } = await readConfig(createMemoryFiles({ [main]: text }), main);
  if (!tree.ok) throw new Error(tree.failure.detail);
  return tree.value;
}

/** Keys of a config with this text, on a machine with these variables. */
async function keysOf(text: string, sources: Partial<VariableSources> = {}) {
  const tree = await treeOf(text);
  const all: VariableSources = {
    files: createMemoryFiles(),
    environment: {},
    shell: async () => ({}),
    place: () => ({ service: {}, stateFolder: '/state' }),
    ...sources,
  };
  const visible = await gatewayVariables(all, tree, keyVariables(tree));
  const keys = createProviderKeys({
    tree: () => tree,
    variables: (names) => gatewayVariables(all, tree, names),
    isVisible: (name) => visible.has(name),
  });
  return async (id: string) => [keys(id).state, await keys(id).read()];
}

const withKey = (key: string, more = ''): string =>
  `{ models: { providers: { p: { apiKey: ${key} } } }, ${more} }`;

describe('The key of a provider', () => {
  it.each([
    ['a literal', '"sk-1"', ['set', 'sk-1']],
    ['an escaped text', '"$${NAME}"', ['set', '${NAME}']],
    ["the gateway's own mark for no key", '"ollama-local"', ['none', null]],
    ['a customary word', '"lmstudio"', ['none', 'lmstudio']],
    ['a missing variable', '"${NOWHERE}"', ['missing', null]],
    ['a variable', '"${FOUND}"', ['set', 'v']],
    ['a variable in a text', '"x-${FOUND}-y"', ['set', 'x-v-y']],
    ['two variables, one missing', '"${FOUND}${NOWHERE}"', ['missing', null]],
    ['a short variable', '"$FOUND"', ['set', 'v']],
    ['a variable in lower case, which is none', '"${found}"', ['set', '${found}']],
    ['an environment reference', '{ source: "env", provider: "default", id: "FOUND" }', ['set', 'v']],
    ['an environment reference without a name', '{ source: "env", id: 5 }', ['none', null]],
    ['a file reference', '{ source: "file", provider: "f", id: "/a" }', ['managed-by-openclaw', null]],
    ['an exec reference', '{ source: "exec", provider: "e", id: "a" }', ['managed-by-openclaw', null]],
    ['a store reference', '{ source: "store", id: "A" }', ['managed-by-openclaw', null]],
    ['an unknown reference', '{ source: "magic" }', ['none', null]],
    ['an empty text', '""', ['none', null]],
    ['a number', '5', ['none', null]],
  ])('is %s', async (_name, key, expected) => {
    expect(await (await keysOf(withKey(key), { environment: { FOUND: 'v', found: 'no' } }))('p')).toEqual(
      expected,
    );
  });

  it('is none for a provider that is not there, whatever its name', async () => {
    const of = await keysOf('{ models: { providers: {} } }');
    for (const id of ['p', '__proto__', 'constructor', 'toString'])
      expect(await of(id)).toEqual(['none', null]);
  });

  it('is the one in the config at the moment of the request', async () => {
    let tree = await treeOf(withKey('"old"'));
    const keys = createProviderKeys({
      tree: () => tree,
      variables: async () => new Map(),
      isVisible: () => false,
    });
    const key = keys('p');
    tree = await treeOf(withKey('"new"'));
    expect(await key.read()).toBe('new');
  });
});

describe('A variable', () => {
  const text = withKey('"${K}"', 'env: { vars: { K: "config" } }');
  const files = createMemoryFiles({ '/state/.env': 'export K="dotenv" # why\n' });
  const all = {
    files,
    environment: { K: 'ours' },
    shell: async () => ({ K: 'shell' }),
    place: () => ({ service: { K: 'service' }, stateFolder: '/state' }),
  };

  it('comes from the strongest place that has it', async () => {
    const place = () => ({ service: {}, stateFolder: '/state' });
    expect(await (await keysOf(text, all))('p')).toEqual(['set', 'service']);
    expect(await (await keysOf(text, { ...all, place }))('p')).toEqual(['set', 'ours']);
    expect(await (await keysOf(text, { ...all, place, environment: { K: '' } }))('p')).toEqual([
      'set',
      'dotenv',
    ]);
    expect(await (await keysOf(text, { shell: all.shell }))('p')).toEqual(['set', 'config']);
    expect(await (await keysOf(withKey('"${K}"'), { shell: all.shell }))('p')).toEqual(['set', 'shell']);
  });

  it('asks the login shell only for what is found nowhere else', async () => {
    let asked = 0;
    const shell = async () => {
      asked += 1;
      return {};
    };
    await (await keysOf(text, { shell }))('p');
    expect(asked).toBe(0);
    await (await keysOf(withKey('"${OTHER}"'), { shell }))('p');
    expect(asked).toBeGreaterThan(0);
  });
});

describe('Small rules', () => {
  it('fill in what is there and leave escapes', () => {
    expect(fillVariables('$${A} ${A} ${B}', (name) => name.toLowerCase())).toBe('${A} a b');
    expect(fillVariables('${A}', () => '')).toBeNull();
  });

  it('take only well-known words for markers', () => {
    expect(['lmstudio', 'ollama-local', 'custom-local'].every((word) => isLocalMarker(word, 'p'))).toBe(true);
    expect(isLocalMarker('vllm', 'vllm')).toBe(true);
    expect(['sk-local', 'sk-12345', 'secret', ''].some((word) => isLocalMarker(word, 'p'))).toBe(false);
  });
});
