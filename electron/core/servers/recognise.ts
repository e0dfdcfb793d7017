import * as v from 'valibot';
import { fail, failWith, ok, type Result } from '../../../shared/result.ts';
import type { ServerKind } from '../../../shared/servers.ts';
import type { HttpResponse } from '../ports.ts';
import * as loose from './loose-shapes.ts';
import { failureOfStatus, listing, type ServerClient } from './server-client.ts';

/**
 * Tells what kind of server answers at an address: by what it says, never by its port. Only GETs that have no
 * effect on any kind (`/health` is none of them: it generates on SGLang), in an order that sees through the
 * servers that imitate others. A kind's own mark that needs no key is asked for before anything that may.
 */

export type Recognised = {
  kind: ServerKind;
  /** The request and what in its answer gave it away. */
  evidence: string;
  version: string | null;
};

const probeBytes = 1024 * 1024;
const probeTimeoutMs = 5_000;

type Probe = { path: string; read(answer: HttpResponse): Recognised | null };

const probes: readonly Probe[] = [
  { path: '/lmstudio-greeting', read: readGreeting },
  { path: '/.well-known/serviceinfo', read: readServiceInfo },
  { path: '/.well-known/localai.json', read: readLocalAiJson },
  { path: '/api/extra/version', read: readKoboldVersion },
];

export async function recognise(client: ServerClient): Promise<Result<Recognised>> {
  for (const probe of probes) {
    const answer = await ask(client, probe.path);
    if (!answer.ok && isFinal(answer)) return answer;
    const recognised = answer.ok ? (byHeaders(answer.value) ?? probe.read(answer.value)) : null;
    if (recognised !== null) return ok(recognised);
  }
  const versioned = await byApiVersion(client);
  if (versioned !== null) return ok(versioned);
  return byModelList(client);
}

function ask(client: ServerClient, path: string): Promise<Result<HttpResponse>> {
  return client.call('GET', path, undefined, { maxBytes: probeBytes, timeoutMs: probeTimeoutMs });
}

/** Nobody is there, so there is nothing more to ask; a strange answer to one question is not that. */
function isFinal(answer: Result<unknown>): boolean {
  if (answer.ok) return false;
  const { code } = answer.failure;
  return code !== 'bad-answer' && code !== 'answer-too-large' && code !== 'redirect-refused';
}

/** Marks that any answer carries, even a refusal for want of a key. */
function byHeaders({ headers }: HttpResponse): Recognised | null {
  const server = headers.server ?? '';
  if (/^llama\.cpp/i.test(server)) return found('llama-cpp', 'response header Server: llama.cpp');
  if (/^koboldcppserver/i.test(server)) return found('koboldcpp', 'response header Server: KoboldCppServer');
  if (/realm="?llama-swap/i.test(headers['www-authenticate'] ?? ''))
    return found('llama-swap', 'response header WWW-Authenticate');
  const litellm = headers['x-litellm-version'];
  return litellm === undefined ? null : found('litellm', 'response header x-litellm-version', litellm);
}

function found(kind: ServerKind, evidence: string, version: string | null = null): Recognised {
  return { kind, evidence, version: version === null ? null : version.slice(0, 60) };
}

const Greeting = v.object({ lmstudio: v.literal(true) });

function readGreeting({ status, body }: HttpResponse): Recognised | null {
  if (status === 200 && loose.readAs(Greeting, body) !== null)
    return found('lm-studio', 'GET /lmstudio-greeting');
  const wantsToken = status === 401 && /lm studio/i.test(body);
  return wantsToken ? found('lm-studio', 'the refusal names LM Studio') : null;
}

const ServiceInfo = v.object({
  software: v.object({ name: v.string(), version: loose.maybeText }),
});

function readServiceInfo({ status, body }: HttpResponse): Recognised | null {
  const software = status === 200 ? loose.readAs(ServiceInfo, body)?.software : undefined;
  if (software === undefined) return null;
  const evidence = `GET /.well-known/serviceinfo names ${software.name}`;
  switch (software.name.toLowerCase()) {
    case 'koboldcpp':
      return found('koboldcpp', evidence, software.version);
    case 'tabbyapi':
      return found('tabbyapi', evidence, software.version);
    default:
      return null;
  }
}

const LocalAiJson = v.union([v.object({ endpoints: v.unknown() }), v.object({ version: v.string() })]);

function readLocalAiJson({ status, body }: HttpResponse): Recognised | null {
  if (status !== 200 || loose.readAs(LocalAiJson, body) === null) return null;
  const version = loose.readAs(v.object({ version: loose.maybeText }), body)?.version ?? null;
  return found('localai', 'GET /.well-known/localai.json', version);
}

const KoboldVersion = v.object({ result: v.literal('KoboldCpp'), version: loose.maybeText });

function readKoboldVersion({ status, body }: HttpResponse): Recognised | null {
  const said = status === 200 ? loose.readAs(KoboldVersion, body) : null;
  return said === null ? null : found('koboldcpp', 'GET /api/extra/version', said.version);
}

const ApiVersion = v.object({
  version: loose.maybeText,
  commit: loose.maybeText,
  build_date: loose.maybeText,
});

/** What KoboldCpp and LocalAI answer when they play Ollama. */
const imitatedVersions = ['0.7.0', '0.9.0'];

async function byApiVersion(client: ServerClient): Promise<Recognised | null> {
  const answer = await ask(client, '/api/version');
  if (!answer.ok || answer.value.status !== 200) return answer.ok ? byHeaders(answer.value) : null;
  const said = loose.readAs(ApiVersion, answer.value.body);
  if (said === null || said.version === null) return null;
  if (said.commit !== null && said.build_date !== null) {
    return found('llama-swap', 'GET /api/version with commit and build_date', said.version);
  }
  if (imitatedVersions.includes(said.version)) return null;
  const root = await ask(client, '/');
  return root.ok && root.value.body.trim() === 'Ollama is running'
    ? found('ollama', 'GET / and /api/version', said.version)
    : null;
}

/** `owned_by` of `/v1/models`, lower case. */
const kindOfOwner = new Map<string, ServerKind>([
  ['vllm', 'vllm'],
  ['sglang', 'sglang'],
  ['llamacpp', 'llama-cpp'],
  ['llama-swap', 'llama-swap'],
  ['tabbyapi', 'tabbyapi'],
  ['koboldcpp', 'koboldcpp'],
  ['user', 'jan'],
  ['library', 'ollama'],
]);

const ModelList = v.object({
  object: loose.maybeText,
  data: loose.listOf(v.object({ id: loose.idText, owned_by: loose.maybeText })),
});

async function byModelList(client: ServerClient): Promise<Result<Recognised>> {
  const answer = await client.call('GET', '/v1/models', undefined, { ...listing, timeoutMs: probeTimeoutMs });
  if (!answer.ok) return isFinal(answer) ? answer : wrongKind(answer.failure.detail);
  const response = answer.value;
  const marked = byHeaders(response);
  if (marked !== null) return ok(marked);
  if ([400, 401, 500].includes(response.status)) return byOpenRoutes(client, response);
  if (response.status !== 200) return refused(response);
  if (response.body === '' && isPythonServer(response)) {
    return ok(found('mlx-lm', 'GET /v1/models breaks off: no download cache yet'));
  }
  const list = loose.readAs(ModelList, response.body);
  if (list === null || (list.data.length === 0 && list.object !== 'list')) {
    return wrongKind('Its /v1/models is not a list of models.');
  }
  const owner = list.data.find(({ owned_by }) => owned_by !== null)?.owned_by ?? null;
  const kind = kindOfOwner.get((owner ?? '').toLowerCase());
  if (kind !== undefined) return ok(await confirmed(client, kind, owner ?? ''));
  if (owner === 'openai' && (await isLiteLlm(client))) return ok(found('litellm', 'GET /health/liveliness'));
  if (owner === null && isPythonServer(response)) return ok(found('mlx-lm', 'GET /v1/models without owners'));
  if (list.data.length === 0 && (await isJan(client))) return ok(found('jan', 'GET /openapi.json'));
  return ok(found('openai-compatible', 'GET /v1/models'));
}

/** mlx_lm.server runs on Python's own HTTP server; nothing else here does. */
function isPythonServer({ headers }: HttpResponse): boolean {
  return /^BaseHTTP\//.test(headers.server ?? '');
}

const Version = v.object({ version: loose.idText });
const ModelInfo = v.object({ model_path: v.string() });

/** A gateway passes the owner of the models behind it on: these two have a route of their own that tells. */
async function confirmed(client: ServerClient, kind: ServerKind, owner: string): Promise<Recognised> {
  const evidence = `GET /v1/models, owned by ${owner}`;
  if (kind === 'vllm') {
    const version = await readRoute(client, '/version', Version);
    return version === null ? gateway(evidence) : found(kind, evidence, version.version);
  }
  if (kind === 'sglang') {
    const info =
      (await readRoute(client, '/get_model_info', ModelInfo)) ??
      (await readRoute(client, '/model_info', ModelInfo));
    return info === null ? gateway(evidence) : found(kind, evidence);
  }
  return found(kind, evidence);
}

function gateway(evidence: string): Recognised {
  return found('openai-compatible', `${evidence}, but nothing else of it`);
}

async function readRoute<T>(
  client: ServerClient,
  path: string,
  schema: v.GenericSchema<unknown, T>,
): Promise<T | null> {
  const answer = await ask(client, path);
  return answer.ok && answer.value.status === 200 ? loose.readAs(schema, answer.value.body) : null;
}

/** Its header is only on inference answers (1.106), so the list looks like that of OpenAI itself. */
async function isLiteLlm(client: ServerClient): Promise<boolean> {
  return (await readRoute(client, '/health/liveliness', v.literal("I'm alive!"))) !== null;
}

/**
 * The list needs a key: what can be told from the routes that stay open. A LiteLLM proxy without a database
 * refuses with 400 or 500.
 */
async function byOpenRoutes(client: ServerClient, refusal: HttpResponse): Promise<Result<Recognised>> {
  if (loose.readAs(v.object({ error: v.literal('Unauthorized') }), refusal.body) !== null) {
    const version = await readRoute(client, '/version', Version);
    if (version !== null) return ok(found('vllm', 'GET /version beside a guarded /v1', version.version));
  }
  if (await isLiteLlm(client)) return ok(found('litellm', 'GET /health/liveliness'));
  if (await isJan(client)) return ok(found('jan', 'GET /openapi.json'));
  return refused(refusal);
}

const OpenApi = v.object({ info: v.object({ title: v.pipe(v.string(), v.regex(/^jan\b/i)) }) });

async function isJan(client: ServerClient): Promise<boolean> {
  return (await readRoute(client, '/openapi.json', OpenApi)) !== null;
}

function refused(response: HttpResponse): Result<never> {
  const { status } = response;
  if (status === 401 || status === 403 || status === 429 || status >= 500)
    return failWith(failureOfStatus(response));
  return wrongKind(`Its /v1/models answers HTTP ${status}.`);
}

function wrongKind(detail: string): Result<never> {
  return fail('wrong-kind-of-server', `This is not an inference server we know: ${detail}`);
}
