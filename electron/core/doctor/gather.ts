import type { ReasoningProbe } from '../../../shared/contract/server-commands.ts';
import { effectiveApi } from '../../../shared/effective-api.ts';
import { type Provider, pictureOf } from '../../../shared/gateway.ts';
import type { Result } from '../../../shared/result.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { modelInAddress } from '../../../shared/upstream-route.ts';
import type { ConfigVerdict } from '../gateway/save/judge-config.ts';
import type { Clock, Http, TextFiles } from '../ports.ts';
import { isForbiddenHost } from '../servers/address.ts';
import { hideSent } from '../servers/sent-secrets.ts';
import { errorText, parseJson } from '../servers/server-client.ts';
import {
  type AskedFamilies,
  type AskedList,
  type ExtraFacts,
  type ListAnswer,
  nearProviders,
} from './facts.ts';

/** The thin side of the checks: a few GETs of lists, which wake, load and bill nothing, and a look at the file. */

export type GatherOptions = {
  http: Http;
  files: TextFiles;
  clock: Clock;
  /** The key that goes with a provider's server, read at the moment of the request. */
  authorisation(providerId: string): Promise<Result<Record<string, string>>>;
  backups(): number | null;
  /** Takes seconds where the gateway's command line is installed. */
  judgeConfig(): Promise<ConfigVerdict | null>;
  probes: ReadonlyMap<string, ReasoningProbe>;
};

const timeoutMs = 4_000;
const mostBytes = 8 * 1024 * 1024;

type Near = Provider & { baseUrl: string };

export async function gatherFacts(options: GatherOptions, snapshot: Snapshot): Promise<ExtraFacts> {
  const near = nearProviders(pictureOf(snapshot.gateway)).filter(mayAsk);
  const [lists, families, configOwned, verdict] = await Promise.all([
    Promise.all(near.map((provider) => askList(options, provider))),
    Promise.all(near.filter(isLocalhost).map((provider) => askFamilies(options, provider))),
    isConfigOurs(options.files, snapshot),
    options.judgeConfig(),
  ]);
  return { lists, families, backups: options.backups(), probes: options.probes, configOwned, verdict };
}

/** An address that leads into a process of llama-swap's starts a model, even for a list. */
function mayAsk({ baseUrl }: Near): boolean {
  return !isForbiddenHost(new URL(baseUrl).hostname) && modelInAddress(baseUrl) === null;
}

async function askList(options: GatherOptions, provider: Near): Promise<AskedList> {
  const url = listUrl(provider, provider.baseUrl);
  const answer = await ask(options, provider, url);
  const mayBePath = answer.is === 'other' && ![401, 403, 429].includes(answer.status) && answer.status < 500;
  if (!mayBePath) return { providerId: provider.id, url, answer, other: null };
  const plain = provider.baseUrl.replace(/\/+$/, '');
  const otherUrl = listUrl(provider, /\/v1$/.test(plain) ? plain.replace(/\/v1$/, '') : `${plain}/v1`);
  return {
    providerId: provider.id,
    url,
    answer,
    other: { url: otherUrl, answer: await ask(options, provider, otherUrl) },
  };
}

/** The list the gateway's own adapter asks for. */
function listUrl(provider: Near, baseUrl: string): string {
  const plain = baseUrl.replace(/\/+$/, '');
  switch (effectiveApi(provider)) {
    case 'ollama':
      return `${plain.replace(/\/v1$/, '')}/api/tags`;
    // This one's client puts /v1 behind the address itself.
    case 'anthropic-messages':
      return `${plain.replace(/\/v1$/, '')}/v1/models`;
    default:
      return `${plain}/models`;
  }
}

async function ask({ http, authorisation }: GatherOptions, provider: Near, url: string): Promise<ListAnswer> {
  const key = await authorisation(provider.id);
  if (!key.ok) return { is: 'failed', failure: key.failure };
  const headers = { accept: 'application/json', ...key.value };
  const response = await http.request({ method: 'GET', url, headers, timeoutMs, maxBytes: mostBytes });
  if (!response.ok) return { is: 'failed', failure: response.failure };
  const { status, body } = response.value;
  const count = status >= 200 && status < 300 ? modelCount(body) : null;
  if (count !== null) return { is: 'list', status, count };
  return { is: 'other', status, isPage: /^\s*</.test(body), said: errorText(hideSent(key.value)(body)) };
}

function modelCount(body: string): number | null {
  const parsed = parseJson(body);
  if (!parsed.ok || typeof parsed.value !== 'object' || parsed.value === null) return null;
  const { data, models } = parsed.value as { data?: unknown; models?: unknown };
  const list = Array.isArray(data) ? data : models;
  return Array.isArray(list) ? list.length : null;
}

function isLocalhost({ baseUrl }: Near): boolean {
  return new URL(baseUrl).hostname.toLowerCase() === 'localhost';
}

async function askFamilies(options: GatherOptions, provider: Near): Promise<AskedFamilies> {
  const at = async (host: string): Promise<boolean> => {
    const url = new URL(listUrl(provider, provider.baseUrl));
    url.hostname = host;
    const answer = await ask(options, provider, url.href);
    return answer.is !== 'failed';
  };
  const [ipv4, ipv6] = await Promise.all([at('127.0.0.1'), at('[::1]')]);
  return { providerId: provider.id, ipv4, ipv6 };
}

async function isConfigOurs(files: TextFiles, { gateway }: Snapshot): Promise<boolean | null> {
  if (gateway.config.is !== 'loaded') return null;
  const info = await files.info(gateway.config.path);
  return info.ok && info.value !== null ? info.value.ownedByUs : null;
}
