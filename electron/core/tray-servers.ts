import { assertNever } from '../../shared/assert-never.ts';
import type { Translator } from '../../shared/messages/index.ts';
import { isReady, type Model, type ServerWithModels } from '../../shared/servers.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { type ModelWarmth, modelKey } from '../../shared/warmth.ts';
import { item, separator, submenu, type TrayRow, text } from './tray-menu.ts';

/** Servers, their models and what can be done with each. A menu has an end: the rest is in the window. */

const mostServers = 12;
const mostModels = 24;

type Warmths = ReadonlyMap<string, ModelWarmth>;

export function serverRows(snapshot: Snapshot, words: Translator): TrayRow[] {
  const warmths = new Map(
    snapshot.warmth.models.map((each) => [modelKey(each.serverId, each.modelId), each]),
  );
  const shown = snapshot.servers.slice(0, mostServers);
  const more = snapshot.servers.length - shown.length;
  return [
    ...shown.map((server) => serverRow(server, warmths, words)),
    ...(more > 0
      ? [item('more-servers', words.t('tray.moreServers', { count: more }), { is: 'open', place: 'models' })]
      : []),
  ];
}

function serverRow(server: ServerWithModels, warmths: Warmths, words: Translator): TrayRow {
  const { t, failure } = words;
  const id = `server:${server.id}`;
  const { reachability } = server;
  if (reachability.is === 'unreachable') {
    return submenu(id, t('tray.server', { server: server.name, state: t('state.unreachable') }), [
      text(`${id}:failure`, failure(reachability.failure).title),
      text(`${id}:since`, t('models.server.unreachableSince', { at: reachability.since })),
      item(`${id}:ask`, t('models.server.poll'), { is: 'ask-server', serverId: server.id }),
    ]);
  }
  if (server.models.length === 0) {
    const none = t(reachability.is === 'unknown' ? 'models.server.checking' : 'models.noModels');
    return submenu(id, server.name, [text(`${id}:none`, none)]);
  }
  return submenu(id, server.name, modelRows(server, warmths, words));
}

function modelRows(server: ServerWithModels, warmths: Warmths, words: Translator): TrayRow[] {
  const shown = mostWanted(server, warmths);
  const more = server.models.length - shown.length;
  return [
    ...shown.map((model) => modelRow(server, model, warmths, words)),
    ...(more > 0
      ? [
          separator(`more-models:${server.id}`),
          item(`more-models:${server.id}`, words.t('tray.moreModels', { count: more }), {
            is: 'open',
            place: 'models',
          }),
        ]
      : []),
  ];
}

/** Where not all fit, those in use or kept come in before the others; the server's order stays. */
function mostWanted(server: ServerWithModels, warmths: Warmths): Model[] {
  if (server.models.length <= mostModels) return server.models;
  const rank = (model: Model) => {
    if (model.state.is !== 'not-loaded' && model.state.is !== 'unknown') return 0;
    return (warmths.get(modelKey(server.id, model.id))?.policy.mode ?? 'off') === 'off' ? 2 : 1;
  };
  const chosen = new Set(server.models.toSorted((a, b) => rank(a) - rank(b)).slice(0, mostModels));
  return server.models.filter((model) => chosen.has(model));
}

function modelRow(server: ServerWithModels, model: Model, warmths: Warmths, words: Translator): TrayRow {
  const { t } = words;
  const id = `model:${server.id}:${model.id}`;
  const action = server.actions.find((each) => each.modelId === model.id);
  const state = action === undefined ? stateWords(model, words) : t(actionWords[action.stage]);
  const label = t('tray.model', { model: model.id, state });
  if (model.hosted) return text(id, label);
  const on = { serverId: server.id, modelId: model.id };
  const verbs =
    action === undefined
      ? loadRows(id, server, model, words)
      : [
          item(`${id}:cancel`, t('models.cancel'), {
            is: 'cancel',
            serverId: server.id,
            actionId: action.id,
          }),
        ];
  const warmth = warmths.get(modelKey(server.id, model.id));
  return submenu(id, label, [
    ...verbs,
    separator(`${id}:warmth`),
    ...warmthRows(id, server, on, warmth, words),
  ]);
}

const actionWords = {
  queued: 'state.queued',
  unloading: 'state.unloading',
  loading: 'state.loading',
  confirming: 'state.confirming',
} as const;

function loadRows(id: string, server: ServerWithModels, model: Model, { t }: Translator): TrayRow[] {
  const on = { serverId: server.id, modelId: model.id };
  const { load, reload, unload } = server.abilities;
  const isUsable = server.reachability.is === 'reachable';
  const isIn = isReady(model.state) || model.state.is === 'loading';
  if (!isIn) {
    const label = t(model.state.is === 'asleep' ? 'models.wake' : 'models.load');
    return [item(`${id}:load`, label, { is: 'load', ...on }, { enabled: isUsable && load.can })];
  }
  return [
    item(`${id}:reload`, t('tray.reload'), { is: 'reload', ...on }, { enabled: isUsable && reload.can }),
    item(`${id}:unload`, t('models.unload'), { is: 'unload', ...on }, { enabled: isUsable && unload.can }),
  ];
}

function warmthRows(
  id: string,
  server: ServerWithModels,
  on: { serverId: string; modelId: string },
  warmth: ModelWarmth | undefined,
  { t }: Translator,
): TrayRow[] {
  const isKept = warmth !== undefined && warmth.policy.mode !== 'off';
  // What costs a token each time is agreed to in the window, where that is said.
  if (!isKept && !server.abilities.freeNudge.can)
    return [item(`${id}:keep-warm`, t('models.keepWarm.more'), { is: 'open', place: 'models' })];
  const again =
    isKept && warmth.status.is === 'stopped'
      ? [item(`${id}:again`, t('warmth.resume'), { is: 'keep-warm-again', ...on })]
      : [];
  const keep = { is: 'keep-warm', ...on, keep: !isKept } as const;
  return [...again, item(`${id}:keep-warm`, t('models.keepWarm'), keep, { checked: isKept })];
}

function stateWords({ state, hosted, contextAllocated }: Model, { t }: Translator): string {
  const withContext = (word: string) =>
    contextAllocated === null ? word : t('tray.stateContext', { state: word, context: contextAllocated });
  switch (state.is) {
    case 'loaded':
      return withContext(t('state.warm'));
    case 'busy':
      return withContext(t('state.busy'));
    case 'loading':
      return t('state.loading');
    case 'asleep':
      return t('state.asleep');
    case 'unloading':
      return t('state.unloading');
    case 'not-loaded':
      return t('state.notLoaded');
    case 'failed':
      return t('state.failed');
    case 'unknown':
      return t(hosted ? 'state.hosted' : 'state.unknown');
    default:
      return assertNever(state);
  }
}
