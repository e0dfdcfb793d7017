import { effectiveApi, isOpenAiApi } from '../../../../shared/effective-api.ts';
import type { Finding, Fix } from '../../../../shared/findings.ts';
import { sentence } from '../../../../shared/messages/sentence.ts';
import type { ServerKind } from '../../../../shared/servers.ts';
import { modelKey } from '../../../../shared/warmth.ts';
import { type Check, finding } from '../check.ts';
import { type Facts, type NearLink, nearLinks } from '../facts.ts';

/** Where the Responses API is the way to keep reasoning out of what is sent to a chat, and where there is none. */
const recommendedFor: ReadonlySet<ServerKind> = new Set(['lm-studio']);
const absentFrom: ReadonlySet<ServerKind> = new Set(['mlx-lm', 'tabbyapi', 'jan']);
const presentIn: ReadonlySet<ServerKind> = new Set([
  'lm-studio',
  'ollama',
  'llama-cpp',
  'vllm',
  'sglang',
  'localai',
  'litellm',
]);

export const responsesApi: Check = {
  name: 'responses-api',
  run(facts) {
    const seen = new Set<string>();
    return nearLinks(facts).flatMap((near) => {
      const providerId = near.link.providerId ?? '';
      if (seen.has(providerId)) return [];
      seen.add(providerId);
      return look(facts, near, providerId);
    });
  },
};

function look(facts: Facts, { server, model }: NearLink, providerId: string): Finding[] {
  const provider = facts.picture?.providers.find((each) => each.id === providerId);
  const api = provider === undefined ? null : effectiveApi(provider);
  // The question is only for the two OpenAI-shaped APIs; another was chosen on purpose.
  if (api === null || !isOpenAiApi(api)) return [];
  const uses = api === 'openai-responses';
  const probe = facts.extra.probes.get(modelKey(server.id, model.id));
  const values = { provider: providerId, server: server.name, api };
  const told = { about: providerId, evidence: [`api: ${api}`, ...(probe?.evidence ?? [])] };
  const isOffered = probe === undefined ? offeredBy(server.kind) : probe.responses !== 'not-offered';
  if (uses && isOffered === false) {
    return [
      finding('responses-api', {
        ...told,
        state: 'broken',
        sentence: sentence('check.responses.absent', values),
        fixes: setApi(providerId, 'openai-completions'),
      }),
    ];
  }
  if (uses && isOffered === null) {
    return [
      finding('responses-api', {
        ...told,
        state: 'could-not-tell',
        sentence: sentence('check.responses.unknown', values),
        fixes: [{ is: 'probe', label: sentence('fix.probe'), serverId: server.id, modelId: model.id }],
      }),
    ];
  }
  if (!uses && recommendedFor.has(server.kind) && isOffered !== false) {
    return [
      finding('responses-api', {
        ...told,
        state: 'look',
        sentence: sentence('check.responses.better', values),
        fixes: setApi(providerId, 'openai-responses'),
      }),
    ];
  }
  return [
    finding('responses-api', { ...told, state: 'fine', sentence: sentence('check.responses.fine', values) }),
  ];
}

function offeredBy(kind: ServerKind): boolean | null {
  if (presentIn.has(kind)) return true;
  return absentFrom.has(kind) ? false : null;
}

export function setApi(providerId: string, value: string): Fix[] {
  return [
    {
      is: 'edits',
      label: sentence('fix.api', { api: value }),
      edits: [{ edit: 'set-provider-text', providerId, field: 'api', value }],
    },
  ];
}
