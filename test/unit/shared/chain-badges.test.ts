import { describe, expect, it } from 'vitest';
import { chainsOf } from '../../../shared/chain.ts';
import type { AgentChain, ModelPicture } from '../../../shared/gateway.ts';
import { englishTranslator } from '../../../shared/messages/index.ts';
import type { ServerWithModels } from '../../../shared/servers.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { modelKey } from '../../../shared/warmth.ts';
import { aModel } from '../../fakes/builders.ts';
import { twoLinks } from '../../fakes/chain-worlds.ts';
import {
  sampleChain,
  sampleConfiguredModel,
  samplePicture,
  sampleProvider,
} from '../../fakes/sample-parts.ts';
import { sampleSnapshot } from '../../fakes/sample-snapshot.ts';

const withChain = (chain: Partial<AgentChain>, picture: Partial<ModelPicture> = {}): Snapshot =>
  twoLinks({ picture: { ...picture, chains: [sampleChain(chain)] } });

const linkBadges = (snapshot: Snapshot) =>
  chainsOf(snapshot)[0]?.links.map((link) => link.badges.map((each) => each.badge));
const chainBadges = (snapshot: Snapshot) => chainsOf(snapshot)[0]?.badges.map((each) => each.badge);

/** `a` gets a second model beside the first. */
function withSecondModel(change: Partial<ServerWithModels>, more: Partial<Snapshot> = {}): Snapshot {
  const world = withChain({ primary: 'a/a-m', fallbacks: ['a/second'] });
  const [a, b] = world.servers;
  if (a === undefined || b === undefined) throw new Error('Two servers are expected.');
  const second = aModel({ id: 'second', fileBytes: 30e9 });
  return { ...world, servers: [{ ...a, models: [...a.models, second], ...change }, b], ...more };
}

describe('badges of a link', () => {
  it('has none where nothing is odd', () => {
    expect(linkBadges(twoLinks())).toEqual([[], []]);
  });

  it('marks the second of two equal links, also behind an alias, and can remove it', () => {
    const snapshot = withChain(
      { primary: 'a/a-m', fallbacks: ['b/b-m', 'Primary'] },
      { aliases: [{ ref: 'a/a-m', alias: 'Primary' }] },
    );
    expect(linkBadges(snapshot)).toEqual([[], [], ['duplicate']]);
    const fix = chainsOf(snapshot)[0]?.links[2]?.badges[0]?.fixes[0];
    expect(fix).toMatchObject({
      is: 'edits',
      edits: [{ edit: 'remove-fallback', index: 1, ref: 'Primary' }],
    });
  });

  it.each([
    { allow: ['a/*', 'b/b-m'], outside: [] },
    { allow: ['Primary'], outside: ['b/b-m'] },
    { allow: ['a/a-m'], outside: ['b/b-m'] },
    { allow: [], outside: [] },
    { allow: ['a/ns/*'], outside: ['a/a-m', 'b/b-m'] },
  ])('tells what the policy $allow leaves out', ({ allow, outside }) => {
    const aliases = [{ ref: 'a/a-m', alias: 'Primary' }];
    const links = chainsOf(twoLinks({ picture: { allow, aliases } }))[0]?.links ?? [];
    const found = links.filter((link) => link.badges.some((each) => each.badge === 'outside-allow'));
    expect(found.map((link) => link.ref)).toEqual(outside);
  });

  it('marks an alias that two models have, and one that hides another model', () => {
    const aliases = [
      { ref: 'a/a-m', alias: 'Best' },
      { ref: 'b/b-m', alias: 'Best' },
    ];
    expect(linkBadges(withChain({ primary: 'Best', fallbacks: ['b/b-m'] }, { aliases }))?.[0]).toEqual([
      'alias-ambiguous',
    ]);
    const hiding = [{ ref: 'b/b-m', alias: 'a-m' }];
    expect(linkBadges(withChain({ primary: 'a-m', fallbacks: [] }, { aliases: hiding }))?.[0]).toEqual([
      'alias-elsewhere',
    ]);
  });

  it('compares the provider’s limit with the load that was measured, and offers twice the time', () => {
    const key = modelKey('this-machine:1111', 'a-m');
    const snapshot = twoLinks({
      snapshot: { loadTimes: { [key]: { lastMs: 1, typicalMs: 48_000, count: 4 } } },
    });
    const badge = chainsOf(snapshot)[0]?.links[0]?.badges[0];
    expect(badge).toMatchObject({
      badge: 'timeout-too-short',
      fixes: [{ edits: [{ edit: 'set-timeout', providerId: 'a', seconds: 120 }] }],
    });
  });

  it('marks ids that look local and leave the machine', () => {
    const hybrid = 'a/llmman.hybrid/qwen3.8,openai/gpt-5.6-luna';
    const [chain] = chainsOf(withChain({ primary: hybrid, fallbacks: ['a/gpt-oss:120b-cloud'] }));
    expect(chain?.links.map((link) => link.place.is)).toEqual(['hybrid', 'passed-on']);
    expect(chain?.links[0]?.place).toMatchObject({ local: 'qwen3.8', hosted: 'openai/gpt-5.6-luna' });
    expect(chain?.links.map((link) => link.badges.at(-1)?.badge)).toEqual([
      'passes-data-on',
      'passes-data-on',
    ]);
  });
});

describe('badges of a chain', () => {
  it.each([
    {
      form: 'string' as const,
      agentId: null,
      fallbacks: null,
      says: /written as a single name/,
      fix: 'use-object-form',
    },
    { form: 'object' as const, agentId: 'coder', fallbacks: null, says: /inherits none/, fix: undefined },
    { form: 'object' as const, agentId: null, fallbacks: [], says: /switched off/, fix: undefined },
    { form: 'object' as const, agentId: null, fallbacks: null, says: /^No fallbacks\.$/, fix: undefined },
  ])('says why there are no fallbacks: $says', ({ says, fix, ...written }) => {
    const [chain] = chainsOf(withChain({ primary: 'a/a-m', ...written }));
    const badge = chain?.badges.find((each) => each.badge === 'no-fallbacks');
    expect(englishTranslator.say(badge?.sentence ?? { key: '', values: {} })).toMatch(says);
    const [offered] = badge?.fixes ?? [];
    expect(offered?.is === 'edits' ? offered.edits[0]?.edit : undefined).toBe(fix);
  });

  it('tells that no model is set at all', () => {
    expect(chainBadges(withChain({ primary: null }))).toEqual(['no-primary']);
  });

  it('tells when nobody would answer', () => {
    const snapshot = twoLinks();
    const lost = { reachability: { is: 'unreachable' as const, since: 0, lastGoodAt: null } };
    const failure = { code: 'connection-refused' as const, detail: 'refused' };
    const servers = snapshot.servers.map((each) => ({
      ...each,
      reachability: { ...lost.reachability, failure },
    }));
    expect(chainBadges({ ...snapshot, servers })).toEqual(['nobody-answers']);
  });

  it('finds two links that cannot be in memory together', () => {
    expect(chainBadges(withSecondModel({ kind: 'llama-swap' }))).toEqual(['thrash']);
    expect(chainBadges(withSecondModel({ kind: 'lm-studio' }))).toEqual([]);
    const gone = {
      id: 'e1',
      at: 100_000,
      serverId: 'this-machine:1111',
      serverName: 'A',
      modelId: 'a-m',
      what: 'model-unloaded' as const,
      by: 'other-model' as const,
    };
    const came = {
      ...gone,
      id: 'e2',
      at: 104_000,
      modelId: 'second',
      what: 'model-loaded' as const,
      tookMs: 4_000,
      by: 'other' as const,
      context: null,
    };
    expect(chainBadges(withSecondModel({ kind: 'lm-studio' }, { recent: [came, gone] }))).toEqual(['thrash']);
  });

  it('does not warn of two models that are in memory together', () => {
    const snapshot = withSecondModel({ kind: 'llama-swap' });
    const servers = snapshot.servers.map((server) => ({
      ...server,
      models: server.models.map((model) => ({ ...model, state: { is: 'loaded' as const } })),
    }));
    expect(chainBadges({ ...snapshot, servers })).toEqual([]);
  });

  it('says that scheduled work uses the chain, unless it has a model of its own or is off', () => {
    const beat = { role: 'heartbeat' as const, agentId: null, ref: 'b/b-m', path: [] };
    expect(chainBadges(twoLinks({ picture: { heartbeatEvery: '30m' } }))).toEqual(['scheduled-work']);
    expect(chainBadges(twoLinks({ picture: { heartbeatEvery: null } }))).toEqual(['scheduled-work']);
    expect(chainBadges(twoLinks({ picture: { heartbeatEvery: '0m' } }))).toEqual([]);
    expect(chainBadges(twoLinks({ picture: { heartbeatEvery: '30m', uses: [beat] } }))).toEqual([]);
  });

  it('goes by the agent’s own list of allowed models and its own heartbeat, where it has them', () => {
    const coder = {
      ...sampleChain({ primary: 'a/a-m', fallbacks: ['b/b-m'] }),
      agentId: 'coder',
      allow: ['a/*'],
      heartbeatEvery: '15m',
    };
    const other = { ...coder, agentId: 'other', allow: [], heartbeatEvery: null };
    const picture = { allow: ['b/b-m'], heartbeatEvery: '0m', chains: [coder, other] };
    const [first, second] = chainsOf(twoLinks({ picture }));
    const outside = (chain: typeof first) =>
      chain?.links
        .filter(({ badges }) => badges.some((each) => each.badge === 'outside-allow'))
        .map(({ ref }) => ref);
    expect(outside(first)).toEqual(['b/b-m']);
    expect(outside(second)).toEqual([]);
    expect(first?.badges.map(({ badge }) => badge)).toEqual(['scheduled-work']);
    expect(second?.badges).toEqual([]);
  });

  it('names what uses another model of the same server behind the person’s back', () => {
    const use = { role: 'compaction' as const, agentId: null, ref: 'a/second', path: [] };
    const world = withSecondModel({});
    const picture = samplePicture({
      heartbeatEvery: '0m',
      uses: [use],
      chains: [sampleChain({ primary: 'a/a-m', fallbacks: ['b/b-m'] })],
      providers: [sampleProvider('a', { models: [sampleConfiguredModel('a-m')] })],
    });
    if (world.gateway.config.is !== 'loaded') throw new Error('A loaded config is expected.');
    const gateway = { ...world.gateway, config: { ...world.gateway.config, picture } };
    const [chain] = chainsOf({ ...world, gateway });
    expect(chain?.badges.map((each) => each.badge)).toEqual(['companion-model']);
    expect(chain?.badges.map((each) => englishTranslator.say(each.sentence))).toEqual([
      'Compaction uses second on the same server: it may push a/a-m out of memory.',
    ]);
  });
});

describe('every chain of a whole world', () => {
  it.each(['normal', 'failing', 'long-names', 'many'] as const)('has words for everything in %s', (name) => {
    for (const chain of chainsOf(sampleSnapshot(name))) {
      const sentences = [
        chain.forecast.sentence,
        ...chain.badges.map((each) => each.sentence),
        ...chain.links.flatMap((link) => [
          link.place.sentence,
          link.state.sentence,
          link.forecast.sentence,
          ...link.badges.map((each) => each.sentence),
        ]),
      ];
      for (const each of sentences) {
        const text = englishTranslator.say(each);
        expect(text).not.toMatch(/[{}]/);
        expect(text).not.toContain(each.key);
      }
    }
  });

  it('gives every agent with its own chain a view, defaults first', () => {
    expect(chainsOf(sampleSnapshot('normal')).map((chain) => chain.agentId)).toEqual([null, 'coder', 'post']);
  });

  it('has none without a config', () => {
    expect(chainsOf(sampleSnapshot('empty'))).toEqual([]);
  });
});

describe('where a link answers', () => {
  it.each([
    ['https://bedrock-runtime.eu-central-1.amazonaws.com', 'eu-central-1'],
    ['https://europe-west4-aiplatform.googleapis.com/v1', 'europe-west4'],
    ['https://eu.api.openai.com/v1', 'eu'],
    ['https://api.mistral.ai/v1', 'eu'],
    ['https://api.moonshot.cn/v1', 'cn'],
    ['https://openrouter.ai/api/v1', null],
    ['https://api.anthropic.com', null],
    ['https://eu.api.example.com/v1', 'eu'],
    ['https://eastus2.api.cognitive.microsoft.com', 'eastus2'],
    ['https://integrate.api.nvidia.com/v1', null],
    ['https://my.api.company.com/v1', null],
    ['https://open.inference.example.com/v1', null],
  ])('reads the region of %s', (baseUrl, region) => {
    const provider = sampleProvider('far', {
      baseUrl,
      models: [],
      key: { is: 'literal', localMarker: false },
    });
    const snapshot = withChain({ primary: 'far/m', fallbacks: [] }, { providers: [provider] });
    expect(chainsOf(snapshot)[0]?.links[0]?.place).toMatchObject({ is: 'hosted', region });
  });

  it.each([
    [['azure/eu', 'google-vertex/europe'], true, 'eu'],
    [['azure/eu', 'azure/us'], true, null],
    [['azure/eu'], false, null],
    [['together'], true, null],
  ])('reads the region of the services %j behind a proxy (strict: %s)', (services, strict, region) => {
    const routing = [{ target: 'openrouter', services, strict }];
    const snapshot = withChain({ primary: 'openrouter/minimax/m2', fallbacks: [] }, { routing });
    expect(chainsOf(snapshot)[0]?.links[0]?.place).toMatchObject({ is: 'hosted', region, services });
  });
});
