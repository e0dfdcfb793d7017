import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  Counter,
  Gauge,
  type OpenMetricsContentType,
  type PrometheusContentType,
  Registry,
} from 'prom-client';
import { chainsOf } from '../../shared/chain.ts';
import type { ServerWithModels } from '../../shared/servers.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { usageError } from '../outcome.ts';
import { bearerCheck } from './bearer.ts';
import { exposedName, type MetricName, metricList } from './metric-list.ts';

/**
 * /metrics for Prometheus, off unless asked for: with a token of its own, drawn from the snapshot at the moment of the
 * scrape. Labels are names of servers and models, never an address's path, a key or a text a server sent.
 */
export type MetricsSource = {
  snapshot(): Snapshot;
  now(): number;
  pollFailures(serverId: string): number;
};

export type Metrics = {
  token: string;
  /** For the web host; true when it answered. */
  route(request: IncomingMessage, response: ServerResponse): boolean;
};

const shortestToken = 16;
const mostModels = 2_000;
const longestLabel = 120;

export function createMetrics(source: MetricsSource, givenToken: string | null = null): Metrics {
  const token = givenToken ?? randomBytes(32).toString('base64url');
  if (token.length < shortestToken)
    throw usageError(`The metrics token needs ${shortestToken} characters or more.`);
  const isOurs = bearerCheck(token);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isOurs(request)) {
      response.writeHead(401, { 'www-authenticate': 'Bearer', 'cache-control': 'no-store' }).end();
      return;
    }
    const open = /application\/openmetrics-text/.test(request.headers.accept ?? '');
    const { text, type } = await scrape(source, open);
    response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(text);
  }

  return {
    token,
    route(request, response) {
      if (request.method !== 'GET' || (request.url ?? '').split('?')[0] !== '/metrics') return false;
      void answer(request, response).catch(() => response.writeHead(500).end());
      return true;
    },
  };
}

export async function scrape(source: MetricsSource, open: boolean): Promise<{ text: string; type: string }> {
  const registry = new Registry<OpenMetricsContentType | PrometheusContentType>();
  registry.setContentType(open ? Registry.OPENMETRICS_CONTENT_TYPE : Registry.PROMETHEUS_CONTENT_TYPE);
  const set = writerInto(registry, open);
  const snapshot = source.snapshot();
  const watched = new Set(snapshot.servers.map(({ id }) => id));
  set('pilotlight_info', { version: snapshot.app.version }, 1);
  set('pilotlight_gateway_ready', {}, snapshot.gateway.health.is === 'ready' ? 1 : 0);
  let models = 0;
  for (const server of snapshot.servers) {
    const label = serverLabel(server.id);
    const up = server.reachability.is === 'reachable' ? 1 : 0;
    set('pilotlight_server_up', { server: label, kind: server.kind }, up);
    set('pilotlight_poll_failures', { server: label }, source.pollFailures(server.id));
    for (const model of server.models) {
      models += 1;
      if (models > mostModels) continue;
      const about = { server: label, model: clipped(model.id) };
      set('pilotlight_model_state', { ...about, state: up === 1 ? model.state.is : 'unreachable' }, 1);
      if (model.contextAllocated !== null)
        set('pilotlight_model_context_tokens', about, model.contextAllocated);
      const left = secondsLeft(model.idle, source.now());
      if (left !== null) set('pilotlight_model_seconds_left', about, left);
    }
  }
  set('pilotlight_series_left_out', {}, Math.max(0, models - mostModels));
  // What a server that is no longer watched had belongs to no series.
  const accounts = snapshot.warmth.models.filter(({ serverId }) => watched.has(serverId));
  for (const { serverId, modelId, policy, today } of accounts.slice(0, mostModels)) {
    const about = { server: serverLabel(serverId), model: clipped(modelId) };
    set('pilotlight_model_wanted_warm', about, policy.mode === 'off' ? 0 : 1);
    set('pilotlight_cold_starts', about, today.coldStartsSuffered);
    set('pilotlight_cold_starts_avoided', about, today.coldStartsAvoided);
    set('pilotlight_keepalives', about, today.nudges);
    set('pilotlight_keepalive_tokens', about, today.tokens);
  }
  for (const { agentId, forecast } of chainsOf(snapshot, source.now())) {
    if (forecast.is === 'unknown') continue;
    const position = forecast.is === 'answers' ? forecast.index + 1 : 0;
    set('pilotlight_chain_position', { agent: clipped(agentId ?? 'defaults') }, position);
  }
  return { text: await registry.metrics(), type: registry.contentType };
}

type Write = (name: MetricName, labels: Record<string, string>, value: number) => void;

/** Fresh metrics for every scrape: what is gone from the snapshot is gone from the answer. */
function writerInto(
  registry: Registry<OpenMetricsContentType | PrometheusContentType>,
  open: boolean,
): Write {
  const registers = [registry] as unknown as Registry[];
  const writers = new Map<MetricName, Write>();
  for (const name of Object.keys(metricList) as MetricName[]) {
    const { is, labels: labelNames, help } = metricList[name];
    if (is === 'gauge') {
      const gauge = new Gauge({ name, help, labelNames, registers });
      writers.set(name, (_name, labels, value) => gauge.set(labels, value));
    } else {
      // The older format has the ending in the name, the newer one adds it.
      const counter = new Counter({ name: open ? name : exposedName(name), help, labelNames, registers });
      writers.set(name, (_name, labels, value) => counter.inc(labels, value));
    }
  }
  return (name, labels, value) => writers.get(name)?.(name, labels, value);
}

/**
 * Host and port. A path may hold somebody's token: it stands there as a few letters of its hash, which are the same
 * after a restart and whatever else is watched.
 */
function serverLabel(serverId: string): string {
  const scheme = serverId.startsWith('https:') ? 'https:' : '';
  const address = serverId.slice(scheme.length);
  const host = address.split('/')[0] ?? '';
  return clipped(scheme + host) + (address === host ? '' : `#${shortHash(serverId)}`);
}

/** Two long names that begin alike stay two. */
function clipped(label: string): string {
  return label.length > longestLabel ? `${label.slice(0, longestLabel)}…${shortHash(label)}` : label;
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

function secondsLeft(idle: ServerWithModels['models'][number]['idle'], now: number): number | null {
  if (idle.is === 'never') return Number.POSITIVE_INFINITY;
  return idle.is === 'at' ? Math.max(0, Math.round((idle.at - now) / 1_000)) : null;
}
