import { effectiveApi, isOpenAiApi } from '../../../../shared/effective-api.ts';
import type { Finding, Fix } from '../../../../shared/findings.ts';
import type { Provider } from '../../../../shared/gateway.ts';
import { sentence } from '../../../../shared/messages/sentence.ts';
import { type Check, finding } from '../check.ts';
import { type Facts, isInUse, nearProviders, serverOf } from '../facts.ts';
import { answerText } from './reachable.ts';

/** `/v1` belongs behind an OpenAI-shaped address and not behind Ollama's own. */
export const baseUrl: Check = {
  name: 'base-url',
  run: (facts) => nearProviders(facts.picture).flatMap((provider) => look(facts, provider)),
};

type NearProvider = Provider & { baseUrl: string };

function look(facts: Facts, provider: NearProvider): Finding[] {
  const asked = facts.extra.lists.find((each) => each.providerId === provider.id) ?? null;
  const hasV1 = /\/v1\/?$/.test(new URL(provider.baseUrl).pathname);
  const api = effectiveApi(provider);
  const isNative = api === 'ollama';
  // Another API (Anthropic's, Google's) puts its own paths behind the address: nothing is known of them here.
  if (!isNative && !isOpenAiApi(api)) return [];
  const server = serverOf(facts, provider.id);
  const state = isInUse(facts, provider.id) ? 'broken' : 'look';
  const values = { provider: provider.id, url: provider.baseUrl };
  const evidence =
    asked === null
      ? [provider.baseUrl]
      : [
          `GET ${asked.url}`,
          answerText(asked.answer, null),
          ...(asked.other === null ? [] : [`GET ${asked.other.url}`, answerText(asked.other.answer, null)]),
        ];
  const told = { about: provider.id, evidence: evidence.filter((line) => line !== '') };
  if (isNative && hasV1) {
    const said = sentence('check.baseUrl.nativeV1', values);
    return [finding('base-url', { ...told, state, sentence: said, fixes: setUrl(provider, false) })];
  }
  if (asked?.answer.is === 'failed') return [];
  if (asked !== null && asked.answer.is !== 'list') {
    if ([401, 403].includes(asked.answer.status) || asked.answer.status >= 500) return [];
    if (!isNative && asked.other?.answer.is === 'list') {
      const said = sentence(hasV1 ? 'check.baseUrl.superfluousV1' : 'check.baseUrl.missingV1', values);
      return [finding('base-url', { ...told, state, sentence: said, fixes: setUrl(provider, !hasV1) })];
    }
    const said = sentence('check.baseUrl.wrongPath', values);
    return [finding('base-url', { ...told, state, sentence: said })];
  }
  if (!isNative && !hasV1 && asked === null && server?.reachability.is === 'reachable') {
    // Seen without asking: every kind we recognise has its OpenAI side under /v1.
    if (server.kind === 'openai-compatible') return [];
    const said = sentence('check.baseUrl.missingV1', values);
    return [finding('base-url', { ...told, state, sentence: said, fixes: setUrl(provider, true) })];
  }
  if (asked === null && server?.reachability.is !== 'reachable') return [];
  return [finding('base-url', { ...told, state: 'fine', sentence: sentence('check.baseUrl.fine', values) })];
}

function setUrl(provider: NearProvider, withV1: boolean): Fix[] {
  const plain = provider.baseUrl.replace(/\/+$/, '').replace(/\/v1$/, '');
  const value = withV1 ? `${plain}/v1` : plain;
  return [
    {
      is: 'edits',
      label: sentence('fix.baseUrl', { url: value }),
      edits: [{ edit: 'set-provider-text', providerId: provider.id, field: 'baseUrl', value }],
    },
  ];
}
