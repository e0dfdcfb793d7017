import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ContextFit, contextFit, contextFits, memoryFor } from '../../../shared/context-fit.ts';
import { noRoomBelowTokens } from '../../../shared/gateway-rules.ts';
import { englishTranslator } from '../../../shared/messages/index.ts';
import type { Abilities, AbilityName } from '../../../shared/servers.ts';
import { allAbilities, aModel } from '../../fakes/builders.ts';
import { type TwoLinkWorld, twoLinks } from '../../fakes/chain-worlds.ts';

const asNative = { server: { kind: 'ollama' as const }, provider: { api: 'ollama' } };
const asLmStudio = (model: NonNullable<TwoLinkWorld['model']>, rest: TwoLinkWorld = {}): TwoLinkWorld => ({
  ...rest,
  server: { kind: 'lm-studio', providerIds: ['lmstudio'] },
  provider: { id: 'lmstudio', ...rest.provider },
  model,
});

function fitOf(world: TwoLinkWorld): ContextFit {
  const providerId = world.provider?.id ?? 'a';
  const fit = contextFit(twoLinks(world), providerId, 'a-m');
  if (fit === null) throw new Error('Nothing is known of the model.');
  return fit;
}

const table: { case: string; world: TwoLinkWorld; found: string[]; fixes: string[] }[] = [
  { case: 'everything fits', world: {}, found: [], fixes: [] },
  {
    case: 'the config promises more than the server gave',
    world: { model: { contextAllocated: 65_536 } },
    found: ['refused-later'],
    fixes: ['reload 131072', 'contextTokens 65536'],
  },
  {
    case: 'the server gave less than a first message takes',
    world: { model: { contextAllocated: 8_192 } },
    found: ['first-message-refused'],
    fixes: ['reload 131072'],
  },
  {
    case: 'both sides agree on a number no conversation fits into',
    world: { model: { contextAllocated: 17_000 }, configured: { contextWindow: 17_000, maxTokens: 2_048 } },
    found: ['first-message-refused'],
    fixes: ['reload 32768'],
  },
  {
    case: 'KoboldCpp would cut',
    world: { server: { kind: 'koboldcpp' }, model: { contextAllocated: 32_768 } },
    found: ['silently-cut'],
    fixes: ['reload 131072', 'contextTokens 32768'],
  },
  {
    case: 'Ollama is asked natively for nothing and keeps its small default',
    world: { ...asNative, model: { contextAllocated: 4_096 } },
    found: ['silently-cut'],
    fixes: ['params.num_ctx 131072'],
  },
  ...(
    [
      ['0.33.3', { api: 'ollama' }, 'first-message-refused'],
      ['0.40.0', { api: 'ollama' }, 'first-message-refused'],
      ['0.33.2', { api: 'ollama' }, 'silently-cut'],
      ['0.40.0', { api: 'openai-completions' }, 'silently-cut'],
    ] as const
  ).map(([version, { api }, found]) => ({
    case: `Ollama ${version} with a small context is asked over ${api}`,
    world: {
      server: { kind: 'ollama' as const, version },
      provider: { api },
      model: { contextAllocated: 4_096 },
      configured: { contextWindow: 131_072, numCtx: 4_096 },
    },
    found: [found],
    fixes: ['params.num_ctx 131072'],
  })),
  {
    case: 'Ollama is asked for less than is planned with',
    world: { ...asNative, model: { contextAllocated: 32_768 }, configured: { numCtx: 32_768 } },
    found: ['silently-cut'],
    fixes: ['params.num_ctx 131072', 'contextTokens 32768'],
  },
  {
    case: 'Ollama is loaded with another context than the gateway asks for',
    world: {
      ...asNative,
      model: { contextAllocated: 65_536 },
      configured: { contextTokens: 32_768 },
    },
    found: ['reloads'],
    fixes: ['contextTokens 65536'],
  },
  {
    case: 'Ollama through /v1 is asked for the declared window',
    world: { server: { kind: 'ollama' }, model: { contextAllocated: 32_768 } },
    found: ['reloads'],
    fixes: ['contextTokens 32768'],
  },
  {
    case: 'the gateway itself refuses the declared context',
    world: { configured: { contextWindow: 3_000, maxTokens: 1_000 } },
    found: ['blocked'],
    fixes: ['contextWindow 131072'],
  },
  {
    case: 'the declared context is full before the conversation begins',
    world: { configured: { contextTokens: 8_192 } },
    found: ['no-room-to-answer'],
    fixes: ['contextTokens 131072'],
  },
  {
    case: 'a tenth of a large window is just enough for the gateway but not for an agent',
    world: { configured: { contextTokens: 20_000 }, model: { contextAllocated: 20_000 } },
    found: ['low'],
    fixes: ['contextTokens 131072'],
  },
  {
    case: 'the model cannot do what is declared',
    world: { model: { contextAllocated: 40_960, contextMax: 40_960 } },
    found: ['refused-later', 'larger-than-max'],
    fixes: ['contextTokens 40960', 'contextWindow 40960'],
  },
  {
    case: 'contextTokens is larger than contextWindow',
    world: { configured: { contextTokens: 200_000 } },
    found: ['tokens-over-window'],
    fixes: ['contextTokens 131072'],
  },
  {
    case: 'the longest answer leaves nothing for the conversation',
    world: { configured: { maxTokens: 131_072 } },
    found: ['answer-too-long'],
    fixes: ['maxTokens 32768'],
  },
  {
    case: 'LM Studio holds a smaller copy than the preload wants',
    world: asLmStudio({ contextAllocated: 65_536 }),
    found: ['second-copy'],
    fixes: ['reload 131072', 'contextTokens 65536'],
  },
  {
    case: 'LM Studio holds a copy too small for a first message, beside which the preload would load another',
    world: asLmStudio({ contextAllocated: 8_192 }),
    found: ['first-message-refused'],
    fixes: ['reload 131072'],
  },
  {
    case: 'LM Studio’s preload is off',
    world: asLmStudio({ contextAllocated: 65_536 }, { provider: { preload: false } }),
    found: ['refused-later'],
    fixes: ['reload 131072', 'contextTokens 65536'],
  },
  {
    case: 'the server keeps far more than is used',
    world: { configured: { contextWindow: 40_960 } },
    found: ['wastes-memory'],
    fixes: ['contextWindow 131072', 'reload 40960'],
  },
  {
    case: 'a server that cannot reload with another context leaves only the config',
    world: {
      server: {
        abilities: aServerWithout('loadWithContext'),
      },
      model: { contextAllocated: 65_536 },
    },
    found: ['refused-later'],
    fixes: ['contextTokens 65536'],
  },
];

function aServerWithout(name: AbilityName): Abilities {
  return { ...allAbilities, [name]: { can: false, why: 'no-such-call' } };
}

function fixTexts(fit: ContextFit): string[] {
  return fit.mismatches.flatMap(({ fixes }) =>
    fixes.flatMap((fix) => {
      if (fix.is === 'server-action') return [`${fix.verb} ${fix.contextLength}`];
      if (fix.is !== 'edits') return [fix.is];
      return fix.edits.map((edit) =>
        edit.edit === 'set-model-number' ? `${edit.field} ${edit.value}` : edit.edit,
      );
    }),
  );
}

describe('context fit', () => {
  it.each(table)('tells when $case', ({ world, found, fixes }) => {
    const fit = fitOf(world);
    expect(fit.mismatches.map((each) => each.kind)).toEqual(found);
    expect(fixTexts(fit)).toEqual(fixes);
    for (const each of fit.mismatches) expect(englishTranslator.say(each.sentence)).not.toMatch(/[{}]/);
  });

  it('takes the cap before the window, and never more than the window', () => {
    expect(fitOf({ configured: { contextTokens: 32_768 } }).planned).toMatchObject({
      tokens: 32_768,
      from: 'contextTokens',
    });
    expect(fitOf({ configured: { contextTokens: 200_000 } }).planned.tokens).toBe(131_072);
    expect(fitOf({ configured: { contextWindow: null } }).planned).toMatchObject({
      tokens: 200_000,
      from: 'assumed',
    });
  });

  it('reads what the gateway discovers by itself', () => {
    const discovered = { provider: { models: null } };
    expect(fitOf(asLmStudio({ contextAllocated: 50_000 }, discovered)).planned).toMatchObject({
      tokens: 50_000,
      from: 'loaded',
    });
    expect(fitOf(asLmStudio({ contextAllocated: null }, discovered)).planned).toMatchObject({
      tokens: 64_000,
      from: 'discovered',
    });
    const ollama = fitOf({
      server: { kind: 'ollama' },
      provider: { models: null },
      model: { contextAllocated: null },
    });
    expect(ollama.planned).toMatchObject({ tokens: 32_768, from: 'discovered' });
    expect(ollama.mismatches).toEqual([]);
  });

  it('offers no edit of an entry that is not written', () => {
    const fit = fitOf({
      server: { kind: 'ollama' },
      provider: { models: null, api: 'ollama' },
      model: { contextAllocated: 65_536 },
    });
    expect(fit.mismatches).toMatchObject([{ kind: 'reloads', fixes: [] }]);
  });

  it('lists every model of the config once', () => {
    expect(contextFits(twoLinks()).map((each) => `${each.providerId}/${each.modelId}`)).toEqual([
      'a/a-m',
      'b/b-m',
    ]);
  });

  it('estimates memory only from two known sizes', () => {
    const model = aModel({ memoryBytes: 30e9, fileBytes: 20e9, contextAllocated: 40_000 });
    expect(memoryFor(model, 80_000)).toBe(40e9);
    expect(memoryFor({ ...model, memoryBytes: null }, 80_000)).toBeNull();
    expect(memoryFor({ ...model, memoryBytes: 10e9 }, 80_000)).toBeNull();
  });

  it('never offers a number that would be refused in turn', () => {
    const size = fc.integer({ min: 256, max: 2_000_000 });
    const maybe = fc.option(size, { nil: null });
    fc.assert(
      fc.property(maybe, maybe, maybe, maybe, maybe, (window, cap, numCtx, allocated, max) => {
        const fit = fitOf({
          configured: { contextWindow: window, contextTokens: cap, numCtx, maxTokens: 512 },
          model: { contextAllocated: allocated, contextMax: max },
        });
        for (const { kind, fixes } of fit.mismatches) {
          if (kind === 'wastes-memory' || kind === 'tokens-over-window' || kind === 'larger-than-max')
            continue;
          for (const fix of fixes) {
            const edit = fix.is === 'edits' ? fix.edits[0] : undefined;
            if (edit?.edit !== 'set-model-number' || edit.field === 'maxTokens') continue;
            expect(edit.value).toBeGreaterThanOrEqual(noRoomBelowTokens);
          }
        }
      }),
    );
  });
});
