import type { NamedEdit } from '../../../../../shared/config-edits.ts';
import type { Wish } from './random-configs.ts';

/** What each named edit means, on plain data and without any of the editor's code: the oracle of the random tests. */

// biome-ignore lint/suspicious/noExplicitAny: a config is any JSON, and the oracle is meant to be short
type Data = any;

type Chain = { agentId: string | null; holder: Data; value: Data };

function chainsOf(config: Data): Chain[] {
  const defaults = config.agents?.defaults;
  const entries = Object.entries<Data>(config.agents?.entries ?? {});
  return [
    { agentId: null, holder: defaults, value: defaults?.model },
    ...entries.map(([agentId, holder]) => ({ agentId, holder, value: holder.model })),
  ];
}

/** Fits a wish to a config; null where the config has no such place. */
export function editFor(config: Data, wish: Wish): NamedEdit | null {
  const { name: edit, item, to, ref, word, gone } = wish;
  const chains = chainsOf(config);
  const { agentId, value } = chains[wish.agent % chains.length] as Chain;
  const fallbacks: string[] = Array.isArray(value?.fallbacks) ? value.fallbacks : [];
  const index = fallbacks.length === 0 ? -1 : item % fallbacks.length;
  const providers = Object.keys(config.models?.providers ?? {});
  const providerId = providers[item % Math.max(1, providers.length)] ?? null;
  const models: Data[] = config.models?.providers?.[providerId ?? '']?.models ?? [];
  const modelId: string | null = models[to % Math.max(1, models.length)]?.id ?? null;
  switch (edit) {
    case 'set-primary':
      return { edit, agentId, ref };
    case 'add-fallback':
      return { edit, agentId, ref, index: gone ? null : to % (fallbacks.length + 1) };
    case 'remove-fallback':
      return index < 0 ? null : { edit, agentId, index, ref: fallbacks[index] as string };
    case 'move-fallback':
      return index < 0
        ? null
        : { edit, agentId, from: index, to: to % fallbacks.length, ref: fallbacks[index] as string };
    case 'replace-ref':
      return index < 0 ? null : { edit, agentId, index, ref: fallbacks[index] as string, to: ref };
    case 'reorder-chain': {
      const refs: string[] = typeof value === 'string' ? [value] : [value?.primary ?? [], fallbacks].flat();
      return refs.length === 0 ? null : { edit, agentId, refs: rotated(refs, gone ? to : 0, item) };
    }
    case 'use-object-form':
      return typeof value === 'string' ? { edit, agentId } : null;
    case 'give-own-chain':
      return value === undefined ? { edit, agentId, primary: ref, fallbacks: gone ? null : [word] } : null;
    case 'inherit-chain':
      return agentId === null ? null : { edit, agentId };
    case 'set-alias':
      return { edit, ref, alias: gone ? null : word };
    case 'set-model-number': {
      const fields = ['contextWindow', 'contextTokens', 'maxTokens', 'params.num_ctx'] as const;
      const field = fields[item % fields.length] ?? 'maxTokens';
      if (providerId === null || modelId === null) return null;
      return { edit, providerId, modelId, field, value: gone ? null : 1024 * (to + 1) };
    }
    case 'set-model-name':
      return providerId === null || modelId === null ? null : { edit, providerId, modelId, name: word };
    case 'set-provider-text':
      return providerId === null
        ? null
        : { edit, providerId, field: gone ? 'api' : 'baseUrl', value: gone ? null : `http://${to}` };
    case 'set-timeout':
      return providerId === null ? null : { edit, providerId, seconds: gone ? null : to + 1 };
    case 'set-preload':
      return providerId === null ? null : { edit, providerId, preload: gone ? null : to % 2 === 0 };
    case 'add-provider': {
      if (providers.includes(word)) return null;
      const key = gone ? ({ is: 'none' } as const) : ({ is: 'variable', name: 'KEY' } as const);
      const one = { id: word, name: word, contextWindow: 4096, maxTokens: null, input: [], reasoning: null };
      return {
        edit,
        providerId: word,
        baseUrl: 'http://x',
        api: null,
        key,
        models: gone ? [] : [one],
        timeoutSeconds: null,
      };
    }
    case 'remove-provider':
      return providerId === null ? null : { edit, providerId };
    case 'add-model':
      if (providerId === null || models.some((each) => each.id === word)) return null;
      return {
        edit,
        providerId,
        id: word,
        name: word,
        contextWindow: null,
        maxTokens: 512,
        input: ['text'],
        reasoning: gone,
      };
    case 'remove-model':
      return providerId === null || modelId === null ? null : { edit, providerId, modelId };
    case 'set-models-mode':
      return { edit, mode: gone ? 'replace' : 'merge' };
    case 'set-compaction':
      return { edit, enabled: gone };
    case 'set-key-variable': {
      const form = ([undefined, 'template', 'secret-ref'] as const)[to % 3];
      const name = gone ? null : 'OTHER_KEY';
      return providerId === null ? null : { edit, providerId, name, ...(form === undefined ? {} : { form }) };
    }
  }
}

/** Everything from `from` on turns around by `by`. */
function rotated(refs: string[], from: number, by: number): string[] {
  const start = from % refs.length;
  const tail = refs.slice(start);
  const cut = by % tail.length;
  return [...refs.slice(0, start), ...tail.slice(cut), ...tail.slice(0, cut)];
}

/** What the config has to mean after the edit. */
export function meaningAfter(before: Data, edit: NamedEdit): Data {
  const config = structuredClone(before);
  switch (edit.edit) {
    case 'set-primary': {
      const holder = holderOf(config, edit.agentId);
      const inherited = inheritedIn(config, edit.agentId).filter((each: string) => each !== edit.ref);
      if (typeof holder.model === 'string') holder.model = edit.ref;
      else at(holder, 'model').primary = edit.ref;
      if (inherited.length > 0) holder.model.fallbacks = inherited;
      return config;
    }
    case 'add-fallback': {
      const holder = holderOf(config, edit.agentId);
      const inherited = inheritedIn(config, edit.agentId);
      if (typeof holder.model === 'string') holder.model = { primary: holder.model, fallbacks: [edit.ref] };
      else if (at(holder, 'model').fallbacks === undefined)
        holder.model.fallbacks = inherited.toSpliced(edit.index ?? inherited.length, 0, edit.ref);
      else holder.model.fallbacks.splice(edit.index ?? holder.model.fallbacks.length, 0, edit.ref);
      return config;
    }
    case 'remove-fallback':
      holderOf(config, edit.agentId).model.fallbacks.splice(edit.index, 1);
      return config;
    case 'move-fallback': {
      const list = holderOf(config, edit.agentId).model.fallbacks;
      list.splice(edit.to, 0, ...list.splice(edit.from, 1));
      return config;
    }
    case 'reorder-chain': {
      const { model } = holderOf(config, edit.agentId);
      if (typeof model === 'string') return config;
      const [first, ...rest] = edit.refs;
      if (model.primary === undefined) model.fallbacks = edit.refs;
      else {
        model.primary = first;
        if (model.fallbacks !== undefined) model.fallbacks = rest;
      }
      return config;
    }
    case 'replace-ref':
      holderOf(config, edit.agentId).model.fallbacks[edit.index] = edit.to;
      return config;
    case 'use-object-form': {
      const holder = holderOf(config, edit.agentId);
      holder.model = { primary: holder.model };
      return config;
    }
    case 'give-own-chain':
      holderOf(config, edit.agentId).model = {
        ...(edit.primary === null ? {} : { primary: edit.primary }),
        ...(edit.fallbacks === null ? {} : { fallbacks: edit.fallbacks }),
      };
      return config;
    case 'inherit-chain':
      delete holderOf(config, edit.agentId).model;
      return config;
    case 'set-alias': {
      if (edit.alias !== null) at(config, 'agents', 'defaults', 'models', edit.ref).alias = edit.alias;
      else delete config.agents?.defaults?.models?.[edit.ref]?.alias;
      return config;
    }
    case 'set-model-number': {
      const model = modelOf(config, edit.providerId, edit.modelId);
      const [first = '', second] = edit.field.split('.');
      const holder = second === undefined ? model : edit.value === null ? model[first] : at(model, first);
      if (edit.value !== null) holder[second ?? first] = edit.value;
      else if (holder !== undefined) delete holder[second ?? first];
      return config;
    }
    case 'set-model-name':
      modelOf(config, edit.providerId, edit.modelId).name = edit.name;
      return config;
    case 'set-provider-text':
      return onProvider(config, edit.providerId, edit.field, edit.value);
    case 'set-timeout':
      return onProvider(config, edit.providerId, 'timeoutSeconds', edit.seconds);
    case 'set-preload': {
      const provider = config.models.providers[edit.providerId];
      if (edit.preload !== null) at(provider, 'params').preload = edit.preload;
      else delete provider.params?.preload;
      return config;
    }
    case 'add-provider':
      at(config, 'models', 'providers')[edit.providerId] = {
        baseUrl: edit.baseUrl,
        ...(edit.key.is === 'variable' ? { apiKey: `\${${edit.key.name}}` } : {}),
        models: edit.models.map(({ id, name, contextWindow }) => ({ id, name, contextWindow })),
      };
      return config;
    case 'remove-provider':
      delete config.models.providers[edit.providerId];
      return config;
    case 'add-model': {
      const { id, name, reasoning, input, maxTokens } = edit;
      const provider = config.models.providers[edit.providerId];
      provider.models = [...(provider.models ?? []), { id, name, reasoning, input, maxTokens }];
      return config;
    }
    case 'remove-model': {
      const provider = config.models.providers[edit.providerId];
      provider.models.splice(
        provider.models.findIndex((each: Data) => each.id === edit.modelId),
        1,
      );
      return config;
    }
    case 'set-models-mode':
      at(config, 'models').mode = edit.mode;
      return config;
    case 'set-compaction':
      at(config, 'agents', 'defaults', 'compaction').enabled = edit.enabled;
      return config;
    case 'set-key-variable':
      return onProvider(config, edit.providerId, 'apiKey', keyAfter(config, edit));
    default:
      throw new Error(`no meaning for ${edit.edit}`);
  }
}

/** The fallbacks of the defaults, for an agent that has nothing of its own. */
function inheritedIn(config: Data, agentId: string | null): Data {
  const own = agentId === null ? null : config.agents?.entries?.[agentId]?.model;
  const isBare =
    own === undefined ||
    (own !== null && typeof own === 'object' && !('primary' in own) && !('fallbacks' in own));
  return isBare ? (config.agents?.defaults?.model?.fallbacks ?? []) : [];
}

function keyAfter(
  config: Data,
  { providerId, name, form }: Extract<NamedEdit, { edit: 'set-key-variable' }>,
): Data {
  const old = config.models.providers[providerId].apiKey;
  if (name === null) return null;
  if (old?.source === 'env' && form !== 'template') return { ...old, id: name };
  return form === 'secret-ref' ? { source: 'env', provider: 'default', id: name } : `\${${name}}`;
}

function at(root: Data, ...keys: string[]): Data {
  let here = root;
  for (const key of keys) {
    here[key] ??= {};
    here = here[key];
  }
  return here;
}

function holderOf(config: Data, agentId: string | null): Data {
  return agentId === null ? at(config, 'agents', 'defaults') : config.agents.entries[agentId];
}

function modelOf(config: Data, providerId: string, modelId: string): Data {
  return config.models.providers[providerId].models.find((each: Data) => each.id === modelId);
}

function onProvider(config: Data, providerId: string, field: string, value: Data): Data {
  if (value === null) delete config.models.providers[providerId][field];
  else config.models.providers[providerId][field] = value;
  return config;
}
