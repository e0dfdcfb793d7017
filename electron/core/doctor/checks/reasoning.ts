import type { ReasoningProbe } from '../../../../shared/contract/server-commands.ts';
import type { Finding } from '../../../../shared/findings.ts';
import type { Provider } from '../../../../shared/gateway.ts';
import { sentence } from '../../../../shared/messages/sentence.ts';
import { modelKey } from '../../../../shared/warmth.ts';
import { type Check, finding } from '../check.ts';
import { type Facts, type NearLink, nearLinks } from '../facts.ts';
import { setApi } from './responses-api.ts';

/** Channels like WhatsApp must get the answer alone. Whether they do only shows in a real answer. */
export const reasoning: Check = {
  name: 'reasoning',
  run: (facts) => nearLinks(facts).flatMap((near) => look(facts, near)),
};

function look(facts: Facts, near: NearLink): Finding[] {
  const { link, server, model } = near;
  const provider = facts.picture?.providers.find((each) => each.id === link.providerId);
  const configured = provider?.models?.find((each) => each.id === link.modelId);
  const probe = facts.extra.probes.get(modelKey(server.id, model.id));
  const reasons = model.capabilities?.includes('reasoning') ?? configured?.reasoning === true;
  if (provider === undefined || (!reasons && probe === undefined)) return [];
  const values = { model: model.name };
  const used = probe === undefined ? null : verdictFor(provider, probe);
  if (probe === undefined || used === null || used.verdict === 'failed') {
    return [
      finding('reasoning', {
        about: link.ref,
        state: 'could-not-tell',
        evidence: probe?.evidence ?? [],
        sentence: sentence('check.reasoning.notProbed', values),
        fixes: [{ is: 'probe', label: sentence('fix.probe'), serverId: server.id, modelId: model.id }],
      }),
    ];
  }
  const told = { about: link.ref, evidence: probe.evidence };
  if (used.verdict !== 'mixed') {
    return [
      finding('reasoning', { ...told, state: 'fine', sentence: sentence('check.reasoning.fine', values) }),
    ];
  }
  return [
    finding('reasoning', {
      ...told,
      state: 'look',
      sentence: sentence('check.reasoning.mixed', values),
      fixes: used.other === 'separated' ? setApi(provider.id, used.otherApi) : [],
    }),
  ];
}

function verdictFor({ api }: Provider, probe: ReasoningProbe) {
  return api === 'openai-responses'
    ? { verdict: probe.responses, other: probe.chat, otherApi: 'openai-completions' }
    : { verdict: probe.chat, other: probe.responses, otherApi: 'openai-responses' };
}
