import type { Failure } from '../../../shared/failures.ts';
import type {
  ConfiguredModel,
  ModelPicture,
  Provider,
  Routing,
  ToolLimits,
} from '../../../shared/gateway.ts';
import { withoutSecrets } from './address-secrets.ts';
import { agentChains } from './agent-chains.ts';
import type { ConfigTree } from './config-files.ts';
import { type ConfigView, viewConfig } from './config-view.ts';
import { keyView, readWrittenKey } from './key-view.ts';
import { modelUses } from './model-uses.ts';

/** The config as a picture of its models. Says what is written and what follows from it, and corrects nothing. */

export type PictureFacts = {
  /** Whether a variable can be seen from here. */
  visible(name: string): boolean;
};

export type PictureReading = { picture: ModelPicture; troubles: Failure[] };

export function readPicture(tree: ConfigTree, facts: PictureFacts): PictureReading {
  const troubles: Failure[] = [];
  const root = viewConfig(tree, troubles);
  for (const steps of [['agents'], ['agents', 'defaults'], ['models'], ['gateway']])
    root.at(...steps).members();
  const defaults = root.at('agents', 'defaults');
  const picture: ModelPicture = {
    mode: modeOf(root.at('models', 'mode')),
    providers: root
      .at('models', 'providers')
      .members()
      .map(([id, view]) => providerOf(id, view, root, tree, facts)),
    aliases: defaults
      .at('models')
      .members()
      .map(([ref, view]) => ({ ref, alias: view.isObject() ? view.at('alias').text() : null })),
    chains: agentChains(root, tree),
    allow: defaults.at('modelPolicy', 'allow').texts(),
    uses: modelUses(root),
    heartbeatEvery: defaults.at('heartbeat', 'every').text(),
    compactionEnabled: defaults.at('compaction', 'enabled').flag(),
    selectionScope: defaults.at('modelSelectionScope').text(),
    gatewayMode: root.at('gateway', 'mode').text(),
    gatewayPort: root.at('gateway', 'port').number(),
    reloadMode: root.at('gateway', 'reload', 'mode').text(),
    tools: toolsOf(root.at('tools')),
    routing: routingOf(root),
  };
  return { picture, troubles };
}

function toolsOf(view: ConfigView): ModelPicture['tools'] {
  const byProvider = view.at('byProvider').members();
  return {
    ...toolLimits(view),
    byProvider: Object.fromEntries(byProvider.map(([key, each]) => [key, toolLimits(each)])),
  };
}

function toolLimits(view: ConfigView): ToolLimits {
  return {
    profile: view.at('profile').text(),
    allow: view.at('allow').texts(),
    deny: view.at('deny').texts() ?? [],
  };
}

function modeOf(view: ConfigView): ModelPicture['mode'] {
  const mode = view.text();
  if (mode === null || mode === 'merge' || mode === 'replace') return mode;
  view.trouble('"merge" or "replace"');
  return null;
}

function providerOf(
  id: string,
  view: ConfigView,
  root: ConfigView,
  tree: ConfigTree,
  facts: PictureFacts,
): Provider {
  view.members();
  const baseUrl = view.at('baseUrl').text();
  return {
    id,
    baseUrl: baseUrl === null ? null : withoutSecrets(baseUrl),
    api: view.at('api').text(),
    key: providerKey(id, view, root, facts),
    timeoutSeconds: view.at('timeoutSeconds').number(),
    models: view.at('models').entries()?.flatMap(modelOf) ?? null,
    localService: localServiceOf(view.at('localService')),
    preload: view.at('params', 'preload').flag(),
    file: tree.ownerOf(view.path).file,
  };
}

function providerKey(id: string, view: ConfigView, root: ConfigView, facts: PictureFacts): Provider['key'] {
  const written = readWrittenKey(view.at('apiKey').value, id);
  if (written.is === 'missing' && hasAuthProfile(root, id)) return { is: 'managed', source: 'profile' };
  return keyView(written, facts.visible);
}

/** A key of a profile lives in the gateway's own store. */
export function hasAuthProfile(root: ConfigView, providerId: string): boolean {
  return root
    .at('auth', 'profiles')
    .members()
    .some(([, profile]) => profile.at('provider').value === providerId);
}

function localServiceOf(view: ConfigView): Provider['localService'] {
  if (!view.isObject()) return null;
  const command = view.at('command').text();
  return command === null ? null : { command, idleStopMs: view.at('idleStopMs').number() };
}

function modelOf(view: ConfigView): ConfiguredModel[] {
  const id = view.at('id').text();
  if (id === null) {
    view.at('id').trouble('a text');
    return [];
  }
  const cost = view.at('cost');
  return [
    {
      id,
      name: view.at('name').text(),
      contextWindow: view.at('contextWindow').number(),
      contextTokens: view.at('contextTokens').number(),
      maxTokens: view.at('maxTokens').number(),
      numCtx: view.at('params', 'num_ctx').number(),
      keepAlive: keepAliveOf(view.at('params', 'keep_alive')),
      reasoning: view.at('reasoning').flag(),
      api: view.at('api').text(),
      costs: [cost.at('input'), cost.at('output')].some((price) => (price.number() ?? 0) > 0),
    },
  ];
}

function keepAliveOf(view: ConfigView): string | number | null {
  return typeof view.value === 'number' ? view.number() : view.text();
}

/** `params.provider` of a provider, and of single refs, which win over it. */
function routingOf(root: ConfigView): Routing[] {
  const places = [
    ...root.at('models', 'providers').members(),
    ...root.at('agents', 'defaults', 'models').members(),
  ];
  return places.flatMap(([target, view]) => {
    const route = view.isObject() ? view.at('params', 'provider') : null;
    if (route === null || !route.isObject()) return [];
    const only = route.at('only').texts();
    const services = only ?? route.at('order').texts() ?? [];
    const strict = only !== null || route.at('allow_fallbacks').flag() === false;
    return services.length === 0 ? [] : [{ target, services, strict }];
  });
}
