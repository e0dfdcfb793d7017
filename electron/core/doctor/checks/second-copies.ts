import { type Finding, type Fix, worstState } from '../../../../shared/findings.ts';
import { sentence } from '../../../../shared/messages/sentence.ts';
import type { Model, ServerWithModels } from '../../../../shared/servers.ts';
import { type Check, finding } from '../check.ts';
import { contextEvidence, fitsOf, fitsOfModel, isOfSmallCopy } from '../context-fits.ts';
import type { Facts } from '../facts.ts';

/** One model in memory twice: the gateway's preload and a load by hand often make a second copy. */
export const secondCopies: Check = {
  name: 'second-copies',
  run(facts) {
    const doubled = facts.snapshot.servers.flatMap((server) =>
      server.models.filter((model) => model.instances.length > 1).map((model) => twice(facts, server, model)),
    );
    const soon = fitsOf(facts).flatMap((fit) => {
      const mismatch = fit.mismatches.find((each) => each.kind === 'second-copy');
      if (mismatch === undefined) return [];
      const { state, sentence: said, fixes } = mismatch;
      const about = `${fit.providerId}/${fit.modelId}`;
      return [
        finding('second-copies', { about, state, sentence: said, evidence: contextEvidence(fit), fixes }),
      ];
    });
    const findings = [...doubled, ...soon];
    // Of a server that does not answer nothing can be said, and that it does not is told elsewhere.
    const asked = facts.snapshot.servers.filter(({ reachability }) => reachability.is === 'reachable');
    if (findings.length > 0 || asked.length === 0) return findings;
    const evidence = asked.map(({ name, baseUrl }) => `${name}: ${baseUrl}`);
    return [finding('second-copies', { state: 'fine', sentence: sentence('check.copies.fine'), evidence })];
  },
};

function twice(facts: Facts, server: ServerWithModels, model: Model): Finding {
  const sorted = model.instances.toSorted((a, b) => (b.contextAllocated ?? 0) - (a.contextAllocated ?? 0));
  const tooSmall = fitsOfModel(facts, server, model).flatMap((fit) =>
    fit.mismatches.filter((each) => isOfSmallCopy(facts, fit, each)).map(({ state }) => ({ fit, state })),
  );
  return finding('second-copies', {
    about: `${server.id}/${model.id}`,
    state: worstState(['look', ...tooSmall.map((each) => each.state)]),
    sentence: sentence('check.copies.twice', {
      model: model.name,
      server: server.name,
      count: model.instances.length,
    }),
    evidence: [
      ...sorted.map(({ id, contextAllocated }) => `${id}: ${contextAllocated ?? 'context not told'}`),
      ...tooSmall.flatMap(({ fit }) => contextEvidence(fit)),
    ],
    fixes: [...sorted.slice(1).flatMap(({ id }) => unload(server, model, id)), ...stopPreload(facts, server)],
  });
}

function unload(server: ServerWithModels, model: Model, instanceId: string): Fix[] {
  if (!server.abilities.unload.can) return [];
  return [
    {
      is: 'server-action',
      label: sentence('fix.unloadCopy', { copy: instanceId }),
      verb: 'unload',
      serverId: server.id,
      modelId: model.id,
      instanceId,
      contextLength: null,
    },
  ];
}

function stopPreload({ picture }: Facts, server: ServerWithModels): Fix[] {
  const provider = picture?.providers.find((each) => server.providerIds.includes(each.id));
  if (server.kind !== 'lm-studio' || provider === undefined || provider.preload === false) return [];
  return [
    {
      is: 'edits',
      label: sentence('fix.stopPreload'),
      edits: [{ edit: 'set-preload', providerId: provider.id, preload: false }],
    },
  ];
}
