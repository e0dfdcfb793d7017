import { describe, expect, it } from 'vitest';
import {
  markerFor,
  type SetupCheck,
  type SetupChoices,
  setupChecks,
  setupPlan,
} from '../../../shared/provider-setup.ts';
import type { Model, ServerKind, ServerWithModels } from '../../../shared/servers.ts';
import { aModel, aServer } from '../../fakes/builders.ts';
import { afterFix, factsOfWorld, findingsOf, soundWorld } from '../../fakes/checked-worlds.ts';
import {
  sampleChain,
  sampleConfiguredModel,
  samplePicture,
  sampleProvider,
} from '../../fakes/sample-parts.ts';

function found(
  kind: ServerKind,
  models: Partial<Model>[],
  change: Partial<ServerWithModels> = {},
): ServerWithModels {
  return {
    ...aServer({ id: 'found', kind, baseUrl: 'http://192.168.1.40:9000', providerIds: [] }),
    models: models.map(aModel),
    ...change,
  };
}

const choose = (change: Partial<SetupChoices> = {}): SetupChoices => ({
  serverId: 'found',
  modelIds: ['m'],
  providerId: null,
  key: { is: 'none' },
  position: 'none',
  ...change,
});

const warm = { id: 'm', state: { is: 'loaded' as const }, contextAllocated: 40_960, contextMax: 131_072 };

const stateOf = (checks: SetupCheck[], what: SetupCheck['what']) =>
  checks.find((each) => each.what === what)?.state;

describe('setting up a provider', () => {
  it.each([
    ['lm-studio', 'openai-responses', 'http://192.168.1.40:9000/v1', 'lmstudio'],
    ['ollama', 'ollama', 'http://192.168.1.40:9000', 'ollama'],
    ['llama-cpp', 'openai-completions', 'http://192.168.1.40:9000/v1', 'llamacpp'],
    ['vllm', 'openai-completions', 'http://192.168.1.40:9000/v1', 'vllm'],
    ['openai-compatible', 'openai-completions', 'http://192.168.1.40:9000/v1', 'local'],
  ] as const)('of kind %s uses %s at %s', (kind, api, baseUrl, providerId) => {
    expect(setupPlan(samplePicture(), found(kind, [warm]), choose())).toMatchObject({
      api,
      baseUrl,
      providerId,
      isNew: true,
      edits: [{ edit: 'add-provider', providerId, baseUrl, api }],
    });
  });

  it('fills in what the server tells, and leaves out what it does not', () => {
    const server = found('vllm', [
      warm,
      { id: 'cold', contextMax: 200_000 },
      { id: 'silent' },
      { id: 'tiny', contextMax: 8_000 },
    ]);
    const { models, cautions } = setupPlan(
      null,
      server,
      choose({ modelIds: ['m', 'cold', 'silent', 'tiny', 'gone'] }),
    );
    expect(models.map(({ id, contextWindow, maxTokens }) => [id, contextWindow, maxTokens])).toEqual([
      ['m', 40_960, 8_192],
      ['cold', 200_000, 8_192],
      ['silent', null, null],
      ['tiny', 8_000, 2_000],
    ]);
    expect(cautions).toEqual(['context-unknown', 'context-small']);
  });

  it.each([
    ['not loaded', { state: { is: 'not-loaded' as const } }, 32_768, []],
    [
      'loaded with what Ollama gives by itself',
      { ...warm, contextAllocated: 4_096 },
      32_768,
      ['context-reload'],
    ],
    ['loaded with enough', warm, 40_960, []],
    ['made for little', { contextMax: 8_192 }, 8_192, ['context-small']],
  ])('asks Ollama for a context an agent fits into: a model %s', async (_what, model, tokens, cautions) => {
    const server = found('ollama', [{ id: 'm', contextMax: 131_072, ...model }]);
    const plan = setupPlan(null, server, choose());
    expect(plan.models[0]).toMatchObject({ contextWindow: tokens, contextTokens: tokens });
    expect(plan.cautions).toEqual(cautions);
  });

  it('writes for Ollama what the context check is content with once the model is loaded so', async () => {
    const world = { ...soundWorld(), text: '{ gateway: { mode: "local" } }' };
    const server = found('ollama', [{ id: 'm', contextMax: 262_144 }]);
    const { edits, models } = setupPlan(null, server, choose({ position: 'primary' }));
    const after = await afterFix(world, {
      is: 'edits',
      label: { key: 'fix.api', values: { api: '' } },
      edits,
    });
    const contextAllocated = models[0]?.contextTokens ?? null;
    const loaded = { ...warm, contextMax: 262_144, contextAllocated };
    const servers = [found('ollama', [loaded], { providerIds: ['ollama'] })];
    const findings = await findingsOf({ ...after, servers });
    expect(findings.filter(({ check }) => check === 'context')).toEqual([]);
  });

  describe('for a model that is in the chain already', () => {
    const provider = sampleProvider('box', {
      baseUrl: 'http://192.168.1.40:9000/v1',
      api: 'openai-completions',
      models: [sampleConfiguredModel('m')],
    });
    const server = found('vllm', [warm], { providerIds: ['box'] });
    const inChain = (primary: string | null, fallbacks: string[]) =>
      samplePicture({
        providers: [provider],
        aliases: [{ ref: 'box/m', alias: 'Box' }],
        chains: [sampleChain({ primary, fallbacks })],
      });

    it.each(['box/m', 'Box', 'box/m@work'])('moves the link %s to the front', (link) => {
      const picture = inChain('anthropic/x', ['b/b', link]);
      const plan = setupPlan(picture, server, choose({ position: 'primary' }));
      expect(plan.edits).toEqual([
        { edit: 'reorder-chain', agentId: null, refs: [link, 'anthropic/x', 'b/b'] },
      ]);
      expect(stateOf(setupChecks(picture, server, plan, 'primary'), 'is-primary')).toBe('broken');
      const moved = inChain(link, ['anthropic/x', 'b/b']);
      expect(stateOf(setupChecks(moved, server, plan, 'primary'), 'is-primary')).toBe('fine');
      expect(stateOf(setupChecks(moved, server, plan, 'primary'), 'in-chain')).toBe('fine');
    });

    it.each([
      ['primary', inChain('Box', [])],
      ['fallback', inChain('anthropic/x', ['Box'])],
      ['fallback', inChain('Box', ['b/b'])],
    ] as const)('changes nothing where it stands right as %s', (position, picture) => {
      expect(setupPlan(picture, server, choose({ position })).edits).toEqual([]);
    });

    it('takes it out of the fallbacks where there is no primary', () => {
      const { edits } = setupPlan(inChain(null, ['Box']), server, choose({ position: 'primary' }));
      expect(edits).toEqual([
        { edit: 'set-primary', agentId: null, ref: 'Box' },
        { edit: 'remove-fallback', agentId: null, index: 0, ref: 'Box' },
      ]);
    });
  });

  it('never takes an id that belongs to another server', () => {
    const picture = samplePicture({ providers: [sampleProvider('vllm'), sampleProvider('vllm-2')] });
    expect(setupPlan(picture, found('vllm', [warm]), choose()).providerId).toBe('vllm-3');
  });

  it('adds only new models to a provider that is there already', () => {
    const known = sampleProvider('box', {
      baseUrl: 'http://192.168.1.40:9000/v1',
      api: 'openai-completions',
      models: [],
    });
    const server = found('vllm', [warm], { providerIds: ['box'] });
    const picture = samplePicture({ providers: [known] });
    expect(setupPlan(picture, server, choose())).toMatchObject({
      isNew: false,
      edits: [{ edit: 'add-model', providerId: 'box', id: 'm' }],
    });
  });

  it('keeps whoever was first as the next link', () => {
    const picture = samplePicture({ chains: [sampleChain({ primary: 'anthropic/x', fallbacks: ['b/b'] })] });
    const plan = setupPlan(picture, found('vllm', [warm]), choose({ position: 'primary' }));
    expect(plan.edits.slice(1)).toEqual([
      { edit: 'set-primary', agentId: null, ref: 'vllm/m' },
      { edit: 'add-fallback', agentId: null, ref: 'anthropic/x', index: 0 },
    ]);
    const last = setupPlan(picture, found('vllm', [warm]), choose({ position: 'fallback' }));
    expect(last.edits.slice(1)).toEqual([
      { edit: 'add-fallback', agentId: null, ref: 'vllm/m', index: null },
    ]);
  });

  it.each(['primary', 'fallback'] as const)('is a change the editor can make, as %s', async (position) => {
    for (const chain of ['"anthropic/claude-sonnet-4-5"', '{ primary: "anthropic/claude-sonnet-4-5" }']) {
      const world = { ...soundWorld(), text: `{ agents: { defaults: { model: ${chain} } } }` };
      const { picture } = await factsOfWorld(world);
      const server = found('vllm', [warm, { id: 'second', contextMax: 65_536 }]);
      const { edits } = setupPlan(picture, server, choose({ modelIds: ['m', 'second'], position }));
      const label = { key: 'fix.api', values: { api: '' } };
      const after = await factsOfWorld(await afterFix(world, { is: 'edits', label, edits }));
      const effective = after.picture?.chains.find((each) => each.agentId === null)?.effective;
      expect(effective).toEqual(
        position === 'primary'
          ? { primary: 'vllm/m', fallbacks: ['anthropic/claude-sonnet-4-5', 'vllm/second'] }
          : { primary: 'anthropic/claude-sonnet-4-5', fallbacks: ['vllm/m', 'vllm/second'] },
      );
      expect(after.picture?.providers[0]?.models?.map((model) => model.id)).toEqual(['m', 'second']);
    }
  });

  it('warns where a key is wanted, and of models that are not for chat or not local', () => {
    const embedding = { ...warm, capabilities: ['embedding' as const] };
    expect(setupPlan(null, found('vllm', [embedding], { key: 'missing' }), choose()).cautions).toEqual([
      'key-wanted',
      'not-for-chat',
    ]);
    expect(setupPlan(null, found('ollama', [{ ...warm, hosted: true }]), choose()).cautions).toEqual([
      'hosted-model',
    ]);
    expect(setupPlan(null, found('vllm', [warm]), choose({ modelIds: [] })).cautions).toEqual(['no-models']);
  });

  it('knows a word for servers that want no key', () => {
    expect(markerFor('lm-studio')).toEqual({ is: 'marker', text: 'lmstudio' });
    expect(markerFor('vllm')).toEqual({ is: 'marker', text: 'custom-local' });
  });

  it('looks at every step in the world as it is after the save', async () => {
    const { picture, snapshot } = await factsOfWorld(soundWorld());
    const [server] = snapshot.servers;
    if (server === undefined || picture === null) throw new Error('The sound world has a server.');
    const plan = setupPlan(picture, server, choose({ modelIds: server.models.map((model) => model.id) }));
    expect(setupChecks(picture, server, plan, 'primary').map((each) => each.state)).toEqual(
      Array.from({ length: 6 }, () => 'fine'),
    );
    const gone = { ...server, models: [] };
    expect(setupChecks(samplePicture(), gone, plan, 'primary').map((each) => each.state)).toEqual([
      'fine',
      'broken',
      'broken',
      'broken',
      'broken',
      'look',
    ]);
  });
});
