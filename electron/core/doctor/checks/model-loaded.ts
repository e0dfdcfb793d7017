import { linkedContext } from '../../../../shared/context/load-context.ts';
import type { Finding, Fix } from '../../../../shared/findings.ts';
import { sentence } from '../../../../shared/messages/sentence.ts';
import { isReady } from '../../../../shared/servers.ts';
import { type Check, finding } from '../check.ts';
import { type Facts, type NearLink, nearLinks } from '../facts.ts';

/** Is the model in memory, and will it stay there? */
export const modelLoaded: Check = {
  name: 'model-loaded',
  run: (facts) => nearLinks(facts).flatMap((near) => look(facts, near)),
};

function look(facts: Facts, near: NearLink): Finding[] {
  const { link, server, model } = near;
  if (server.reachability.is !== 'reachable' || model.state.is === 'unknown') return [];
  const about = { about: link.ref };
  const values = { model: model.name, server: server.name };
  if (model.state.is === 'failed') {
    return [
      finding('model-loaded', {
        ...about,
        state: 'broken',
        sentence: sentence('check.loaded.failed', values),
        evidence: [model.state.reason],
        fixes: load(near),
      }),
    ];
  }
  if (model.state.is === 'loading') {
    return [
      finding('model-loaded', {
        ...about,
        state: 'fine',
        sentence: sentence('check.loaded.loading', values),
      }),
    ];
  }
  if (!isReady(model.state)) {
    const state = model.state.is === 'asleep' ? 'asleep' : 'cold';
    return [
      finding('model-loaded', {
        ...about,
        state: 'look',
        sentence: sentence(`check.loaded.${state}`, values),
        fixes: [...load(near), ...keepWarm(facts, near)],
      }),
    ];
  }
  if (model.idle.is !== 'at' || isKeptWarm(facts, near)) {
    const isTold = model.idle.is !== 'unknown' || isKeptWarm(facts, near);
    const said = sentence(isTold ? 'check.loaded.fine' : 'check.loaded.notTold', values);
    return [finding('model-loaded', { ...about, state: 'fine', sentence: said })];
  }
  return [
    finding('model-loaded', {
      ...about,
      state: 'look',
      sentence: sentence('check.loaded.willGo', values),
      evidence: [`unloads after ${Math.round((model.idle.periodMs ?? 0) / 1_000)} s without a request`],
      fixes: keepWarm(facts, near),
    }),
  ];
}

function load({ server, model, link }: NearLink): Fix[] {
  if (!server.abilities.load.can) return [];
  return [
    {
      is: 'server-action',
      label: sentence('fix.load', { model: model.name }),
      verb: 'load',
      serverId: server.id,
      modelId: model.id,
      instanceId: null,
      contextLength: linkedContext(link, server, model),
    },
  ];
}

function isKeptWarm({ snapshot }: Facts, { server, model }: NearLink): boolean {
  const warmth = snapshot.warmth.models.find(
    (each) => each.serverId === server.id && each.modelId === model.id,
  );
  return warmth !== undefined && warmth.policy.mode !== 'off' && warmth.status.is !== 'stopped';
}

function keepWarm(facts: Facts, near: NearLink): Fix[] {
  if (isKeptWarm(facts, near)) return [];
  const { server, model } = near;
  return [
    {
      is: 'keep-warm',
      label: sentence('fix.keepWarm', { model: model.name }),
      serverId: server.id,
      modelId: model.id,
    },
  ];
}
