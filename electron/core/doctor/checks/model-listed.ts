import { modelInstead } from '../../../../shared/chain/any-name.ts';
import { nearestId } from '../../../../shared/chain/resolve.ts';
import type { NamedEdit } from '../../../../shared/config-edits.ts';
import type { Finding, Fix } from '../../../../shared/findings.ts';
import type { Provider } from '../../../../shared/gateway.ts';
import { sentence } from '../../../../shared/messages/sentence.ts';
import { findModel, findProviderModel, providerOf } from '../../../../shared/refs.ts';
import type { Model, ServerWithModels } from '../../../../shared/servers.ts';
import { namesOf } from '../../gateway/named-models.ts';
import { type Check, finding } from '../check.ts';
import { type Facts, linksOf, serverOf } from '../facts.ts';
import { type LinkUse, replaceLink, usesOf } from '../replace-link.ts';

/** Does the server have the model under exactly the id the config asks for? */
export const modelListed: Check = {
  name: 'model-listed',
  run(facts) {
    const linked = linksOf(facts).flatMap((link) =>
      link.providerId === null || link.modelId === null
        ? []
        : [{ providerId: link.providerId, modelId: link.modelId }],
    );
    const written = (facts.picture?.providers ?? []).flatMap((provider) =>
      (provider.models ?? []).map((model) => ({ providerId: provider.id, modelId: model.id })),
    );
    const wanted = new Map(
      [...linked, ...written].map((each) => [`${each.providerId}/${each.modelId}`, each]),
    );
    return [...wanted.values()].flatMap(({ providerId, modelId }) => look(facts, providerId, modelId));
  },
};

function look(facts: Facts, providerId: string, modelId: string): Finding[] {
  const server = serverOf(facts, providerId);
  if (server?.reachability.is !== 'reachable') return [];
  const ref = `${providerId}/${modelId}`;
  const values = { model: modelId, server: server.name };
  const provider = facts.picture === null ? null : providerOf(facts.picture, providerId);
  if (findProviderModel(server, provider, modelId) !== null) {
    return [
      finding('model-listed', { about: ref, state: 'fine', sentence: sentence('check.listed.fine', values) }),
    ];
  }
  const offered = server.models.map((model) => model.id);
  const instead = modelInstead(server);
  const nearest = nearestId(modelId, offered) ?? instead?.id ?? null;
  const users = usesOf(facts, ref);
  const evidence = [
    `${server.baseUrl}: ${offered.length === 0 ? 'no models' : offered.slice(0, 20).join(', ')}`,
  ];
  return [
    finding('model-listed', {
      about: ref,
      state: users.length > 0 && instead === null ? 'broken' : 'look',
      sentence:
        instead !== null
          ? sentence('check.listed.otherAnswers', { ...values, instead: instead.name })
          : nearest === null
            ? sentence('check.listed.missing', values)
            : sentence('check.listed.nearest', { ...values, nearest }),
      evidence,
      fixes: fixes(facts, server, { providerId, modelId, nearest }, users),
    }),
  ];
}

function fixes(
  facts: Facts,
  server: ServerWithModels,
  { providerId, modelId, nearest }: { providerId: string; modelId: string; nearest: string | null },
  users: LinkUse[],
): Fix[] {
  const provider = facts.picture?.providers.find((each) => each.id === providerId);
  const entries = provider?.models ?? null;
  const isWritten = entries?.some((each) => each.id === modelId) === true;
  const { picture } = facts;
  // What names it besides the links would be left dangling.
  const names = picture === null ? [] : namesOf(picture, `${providerId}/${modelId}`);
  if (nearest === null) {
    if (users.length > 0 || !isWritten || names.length > 0) return [];
    const remove: NamedEdit = { edit: 'remove-model', providerId, modelId };
    return [{ is: 'edits', label: sentence('fix.removeModel', { model: modelId }), edits: [remove] }];
  }
  const model = findModel(server, nearest);
  const edits: NamedEdit[] = [];
  if (model !== null && entries !== null && !entries.some((each) => each.id === nearest)) {
    edits.push(addModel(providerId, model, provider));
  }
  for (const use of users) edits.push(...replaceLink(use, `${providerId}/${nearest}`));
  if (isWritten && !names.some((name) => name.runs))
    edits.push({ edit: 'remove-model', providerId, modelId });
  return [{ is: 'edits', label: sentence('fix.useNearest', { nearest }), edits }];
}

function addModel(providerId: string, model: Model, provider: Provider | undefined): NamedEdit {
  return {
    edit: 'add-model',
    providerId,
    id: model.id,
    name: model.name,
    contextWindow: model.contextAllocated ?? model.contextMax,
    maxTokens: provider?.models?.find((each) => each.maxTokens !== null)?.maxTokens ?? null,
    input: model.capabilities?.includes('vision') === true ? ['text', 'image'] : ['text'],
    reasoning: model.capabilities === null ? null : model.capabilities.includes('reasoning'),
  };
}
