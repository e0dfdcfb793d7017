import type { ConfigIssue } from '../../../../shared/contract/config-commands.ts';
import type { Sentence } from '../../../../shared/findings.ts';
import type { AgentChain, ModelPicture } from '../../../../shared/gateway.ts';
import { knownProvider } from '../../../../shared/gateway-providers.ts';
import { sentence } from '../../../../shared/messages/sentence.ts';
import { providerOf, refOf, splitRef } from '../../../../shared/refs.ts';
import { type ConfigTree, isObject } from '../config-files.ts';
import { pathText, valueAt } from '../config-path.ts';
import { isList } from '../config-pieces.ts';
import type { Path } from '../json5-document.ts';
import { isPattern, modelsNamedBesideChains, type NamedModel } from '../named-models.ts';

/** Our own rules for what Pilotlight touches: things the gateway's schema does not hold, or says too late. */

type Read = { picture: ModelPicture; tree: ConfigTree };
type Rule = (picture: ModelPicture, tree: ConfigTree) => Found[];
type Found = { level: ConfigIssue['level']; path: Path; sentence: Sentence };

/** What was wrong before the edit is shown, but is no reason to refuse an edit that has nothing to do with it. */
export function ruleIssues(after: Read, before: Read | null): ConfigIssue[] {
  const known = new Set((before === null ? [] : findIn(before)).map(nameOf));
  return findIn(after).map((each) => ({
    level: known.has(nameOf(each)) ? 'warning' : each.level,
    from: 'rules',
    path: pathText(each.path),
    sentence: each.sentence,
    place: after.tree.placeOf(each.path),
  }));
}

/** The level belongs to it: what was only said something about may be run from now on. */
function nameOf({ level, sentence: said }: Found): string {
  return JSON.stringify([level, said]);
}

function findIn({ picture, tree }: Read): Found[] {
  return rules.flatMap((rule) => rule(picture, tree));
}

/** Rules about the gateway's own demands: where its command line was asked and accepts the config, they are moot. */
export function isGatewaysOwnRule(issue: ConfigIssue): boolean {
  return issue.sentence.key === 'rule.customProvider' || issue.sentence.key === 'rule.modelName';
}

/** Providers the gateway knows may leave out the address and the models. */
const customProviders: Rule = (picture, tree) =>
  picture.providers
    .filter((provider) => knownProvider(provider.id) === null)
    .filter(
      (provider) =>
        provider.baseUrl === null ||
        !isList(valueAt(tree.value, ['models', 'providers', provider.id, 'models'])),
    )
    .map((provider) => ({
      level: 'error',
      path: ['models', 'providers', provider.id],
      sentence: sentence('rule.customProvider', { provider: provider.id }),
    }));

const modelNames: Rule = (picture, tree) =>
  picture.providers.flatMap((provider) => {
    const list = valueAt(tree.value, ['models', 'providers', provider.id, 'models']);
    if (!isList(list)) return [];
    return list.flatMap((model, index): Found[] =>
      isObject(model) && typeof model.name !== 'string'
        ? [
            {
              level: 'error',
              path: ['models', 'providers', provider.id, 'models', index],
              sentence: sentence('rule.modelName', { model: `${provider.id}/${String(model.id)}` }),
            },
          ]
        : [],
    );
  });

const aliases: Rule = (picture) => {
  const first = new Map<string, string>();
  return picture.aliases.flatMap(({ ref, alias }): Found[] => {
    if (alias === null) return [];
    const other = first.get(alias.toLowerCase());
    first.set(alias.toLowerCase(), other ?? ref);
    if (other === undefined) return [];
    const path = ['agents', 'defaults', 'models', ref, 'alias'];
    return [
      {
        level: 'warning',
        path,
        sentence: sentence('rule.duplicateAlias', { alias, first: other, second: ref }),
      },
    ];
  });
};

const unknownRefs: Rule = (picture, tree) =>
  namedModels(picture, tree).flatMap(({ written, path }): Found[] => {
    const ref = splitRef(refOf(picture, written));
    if (ref === null || knownProvider(ref.providerId) !== null) return [];
    const provider = providerOf(picture, ref.providerId);
    if (provider === null) {
      const values = { ref: written, provider: ref.providerId };
      return [{ level: 'warning', path, sentence: sentence('rule.unknownRef', values) }];
    }
    const lists =
      isPattern(written) ||
      provider.models === null ||
      provider.models.some((model) => model.id === ref.modelId);
    if (lists) return [];
    const values = { ref: written, provider: provider.id };
    return [{ level: 'warning', path, sentence: sentence('rule.unknownModel', values) }];
  });

const contextNumbers: Rule = (picture) =>
  picture.providers.flatMap((provider) =>
    (provider.models ?? []).flatMap(({ id, contextTokens, contextWindow }, index): Found[] => {
      if (contextTokens === null || contextWindow === null || contextTokens <= contextWindow) return [];
      const values = { model: `${provider.id}/${id}`, tokens: contextTokens, window: contextWindow };
      return [
        {
          level: 'warning',
          path: ['models', 'providers', provider.id, 'models', index, 'contextTokens'],
          sentence: sentence('rule.tokensOverWindow', values),
        },
      ];
    }),
  );

const gatewayMode: Rule = (picture) =>
  picture.gatewayMode === null
    ? [{ level: 'warning', path: ['gateway', 'mode'], sentence: sentence('rule.gatewayMode') }]
    : [];

/** `replace` drops every provider OpenClaw brings along: what runs one of its models is dead from then on. */
const replaceMode: Rule = (picture, tree) => {
  if (picture.mode !== 'replace') return [];
  const dropped = namedModels(picture, tree).filter(({ written }) => {
    const ref = splitRef(refOf(picture, written));
    // A bare name stands for a model whose provider the gateway finds by itself.
    return ref !== null && providerOf(picture, ref.providerId) === null;
  });
  const isRun = new Map<string, boolean>();
  for (const { written, runs } of dropped) isRun.set(written, runs || isRun.get(written) === true);
  return [...isRun].map(([refs, runs]) => ({
    level: runs ? 'error' : 'warning',
    path: ['models', 'mode'],
    sentence: sentence('rule.replaceDrops', { refs }),
  }));
};

/** An include that can't be read stops the gateway's next start. */
const includes: Rule = (_picture, tree) =>
  tree.troubles.map((trouble) => ({
    level: 'error',
    path: [],
    sentence: sentence('rule.syntax', { problem: trouble.detail }),
  }));

const repeatedLinks: Rule = (picture, tree) =>
  picture.chains.flatMap((chain): Found[] => {
    const agent = chain.agentId ?? 'agents.defaults';
    const path = chainPath(chain, tree);
    const fallbacks = chain.fallbacks ?? [];
    const twice = fallbacks.find((ref, index) => fallbacks.indexOf(ref) !== index);
    const found: Found[] = [];
    if (chain.primary !== null && fallbacks.includes(chain.primary)) {
      found.push({
        level: 'warning',
        path,
        sentence: sentence('rule.primaryRepeated', { agent, ref: chain.primary }),
      });
    }
    if (twice !== undefined) {
      found.push({
        level: 'warning',
        path,
        sentence: sentence('rule.fallbackRepeated', { agent, ref: twice }),
      });
    }
    return found;
  });

const rules: readonly Rule[] = [
  includes,
  customProviders,
  modelNames,
  aliases,
  unknownRefs,
  contextNumbers,
  gatewayMode,
  replaceMode,
  repeatedLinks,
];

/** Everything that names a model: the chains and all the other places. */
function namedModels(picture: ModelPicture, tree: ConfigTree): NamedModel[] {
  const links = picture.chains.flatMap((chain) =>
    refsOf(chain).map((written) => ({ written, path: chainPath(chain, tree), runs: true })),
  );
  return [...links, ...modelsNamedBesideChains(picture, (chain) => chainPath(chain, tree))];
}

function refsOf(chain: AgentChain): string[] {
  return [chain.primary, ...(chain.fallbacks ?? [])].filter((ref) => ref !== null);
}

function chainPath(chain: AgentChain, tree: ConfigTree): Path {
  if (chain.agentId === null) return ['agents', 'defaults', 'model'];
  if (!chain.legacy) return ['agents', 'entries', chain.agentId, 'model'];
  const list = valueAt(tree.value, ['agents', 'list']);
  const index = isList(list) ? list.findIndex((each) => isObject(each) && each.id === chain.agentId) : -1;
  return ['agents', 'list', Math.max(0, index), 'model'];
}
