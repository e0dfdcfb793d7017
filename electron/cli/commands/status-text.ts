import { type ChainView, chainsOf, shownName } from '../../../shared/chain.ts';
import type { Translator } from '../../../shared/messages/index.ts';
import { isReady, type Model, type ServerWithModels } from '../../../shared/servers.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { aligned } from './table.ts';

/** What `pilotlight status` prints. Pure: the same snapshot gives the same text. */
export function statusText(snapshot: Snapshot, translator: Translator, now: number): string {
  const parts = [
    gatewayLines(snapshot),
    ...snapshot.servers.map((server) => serverLines(server, translator, now)),
    ...(snapshot.servers.length === 0 ? [['No model server was found.']] : []),
    ...chainsOf(snapshot, now).map((chain) => chainLines(chain, translator)),
  ];
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function gatewayLines({ gateway }: Snapshot): string[] {
  const { config, health, cli } = gateway;
  const path = config.is === 'looking' ? '' : config.path;
  const version = cli.is === 'found' ? `openclaw ${cli.version}` : '';
  return aligned([
    ['Gateway', health.is, gateway.url, version],
    ['Config', config.is, path, ''],
  ]);
}

function serverLines(server: ServerWithModels, translator: Translator, now: number): string[] {
  const { t, failure } = translator;
  const place = t(`runs.${server.place === 'this-machine' ? 'this-machine.other' : server.place}`);
  const { reachability } = server;
  const trouble = reachability.is === 'unreachable' ? [`  ${failure(reachability.failure).title}`] : [];
  const rows = server.models.map((model) => modelRow(model, translator, now));
  return [`${server.name}  ${place}  ${server.baseUrl}`, ...trouble, ...aligned(rows, '  ')];
}

function modelRow(model: Model, { t, format }: Translator, now: number): string[] {
  const { contextAllocated: allocated, contextMax: max } = model;
  const context =
    allocated !== null && max !== null
      ? t('context.of', { allocated, max })
      : allocated !== null
        ? t('context.only', { allocated })
        : max !== null
          ? t('context.max', { max })
          : '';
  const bytes = model.memoryBytes ?? model.fileBytes;
  return [
    model.id,
    stateText(model, t),
    context,
    bytes === null ? '' : format.bytes(bytes),
    isReady(model.state) ? idleText(model, { t }, now) : '',
  ];
}

function stateText({ state, hosted }: Model, t: Translator['t']): string {
  switch (state.is) {
    case 'loaded':
      return t('state.warm');
    case 'busy':
      return t('state.busy');
    case 'loading':
      return state.progress === null
        ? t('state.loading')
        : t('state.loadingPercent', { progress: state.progress });
    case 'asleep':
      return t('state.asleep');
    case 'not-loaded':
      return t('state.notLoaded');
    case 'unloading':
      return t('state.unloading');
    case 'failed':
      return t('state.failed');
    case 'unknown':
      return t(hosted ? 'state.hosted' : 'state.unknown');
  }
}

function idleText({ idle }: Model, { t }: Pick<Translator, 't'>, now: number): string {
  switch (idle.is) {
    case 'never':
      return t('time.staysLoaded');
    case 'at': {
      const left = idle.at - now;
      if (left <= 0) return t('time.overdue');
      return t(idle.exact ? 'time.left' : 'time.aboutLeft', { for: left });
    }
    case 'unknown':
      return '';
  }
}

function chainLines(chain: ChainView, { say }: Translator): string[] {
  const title = chain.agentId === null ? 'Chain' : `Chain of ${chain.name ?? chain.agentId}`;
  const rows = chain.links.map((link) => [
    String(link.index + 1),
    shownName(link),
    link.alias === null ? '' : link.ref,
    say(link.place.sentence),
    say(link.state.sentence),
  ]);
  const warnings = chain.badges
    .filter((badge) => badge.level === 'warn')
    .map((badge) => `  ! ${say(badge.sentence)}`);
  return [title, ...aligned(rows, '  '), `  → ${say(chain.forecast.sentence)}`, ...warnings];
}

/** The same as data, small enough to read and stable enough for scripts. */
export function statusJson(snapshot: Snapshot, translator: Translator, now: number): unknown {
  const { gateway } = snapshot;
  const { say } = translator;
  return {
    version: snapshot.app.version,
    gateway: {
      health: gateway.health.is,
      url: gateway.url,
      config: gateway.config.is === 'looking' ? null : gateway.config.path,
      configState: gateway.config.is,
      openclaw: gateway.cli.is === 'found' ? gateway.cli.version : null,
    },
    servers: snapshot.servers.map(({ id, name, kind, baseUrl, place, reachability, models }) => ({
      id,
      name,
      kind,
      baseUrl,
      place,
      reachable: reachability.is === 'reachable',
      failure: reachability.is === 'unreachable' ? reachability.failure.code : null,
      models: models.map((model) => ({
        id: model.id,
        state: model.state.is,
        contextAllocated: model.contextAllocated,
        contextMax: model.contextMax,
        memoryBytes: model.memoryBytes,
        idle: model.idle,
        hosted: model.hosted,
      })),
    })),
    chains: chainsOf(snapshot, now).map(({ agentId, links, forecast, badges }) => ({
      agentId,
      links: links.map((link) => ({
        ref: link.ref,
        alias: link.alias,
        place: link.place.is,
        state: link.state.is,
        forecast: { does: link.forecast.does, why: link.forecast.why, seconds: link.forecast.seconds },
        badges: link.badges.map((each) => each.badge),
      })),
      answers: forecast.is === 'answers' ? (links[forecast.index]?.ref ?? null) : null,
      afterSeconds: forecast.afterSeconds,
      says: say(forecast.sentence),
      badges: badges.map((each) => each.badge),
    })),
  };
}
