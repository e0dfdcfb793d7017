import { pictureOf } from '../../../shared/gateway.ts';
import { findByRef } from '../../../shared/refs.ts';
import type { Model, ServerWithModels } from '../../../shared/servers.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import {
  type ModelWarmth,
  modelKey,
  offPolicy,
  type WarmthPolicy,
  type WarmthReason,
} from '../../../shared/warmth.ts';
import { isPrivatePlace } from '../servers/address.ts';
import type { Nudge } from '../servers/types.ts';
import { stopsWhenIdle } from './gateway-use.ts';

/** Which policy counts for a model, and what keep warm refuses whatever the policy says. Pure. */

export type PolicyFrom = ModelWarmth['policyFrom'];
export type EffectivePolicy = { policy: WarmthPolicy; from: PolicyFrom };

/** What the kind of server offers to keep a model; null: nothing. */
export type NudgeFacts = Pick<Nudge, 'tokens' | 'isRealRequest'>;

const keepPolicy: WarmthPolicy = { mode: 'keep', hours: null, acceptsRealRequests: false };

/** The nearest word counts: the model's own, then its server's, then that of the default chain. */
export function effectivePolicy(
  snapshot: Snapshot,
  chain: ReadonlySet<string>,
  serverId: string,
  modelId: string,
): EffectivePolicy {
  const { models, serverDefaults } = snapshot.settings.keepWarm;
  const own = models[modelKey(serverId, modelId)];
  if (own !== undefined) return { policy: own, from: 'model' };
  const ofServer = serverDefaults[serverId];
  if (ofServer !== undefined) return { policy: ofServer, from: 'server' };
  if (chain.has(modelKey(serverId, modelId))) return { policy: keepPolicy, from: 'chain' };
  return { policy: offPolicy, from: 'default' };
}

/** The links of the default chain that run on machines of the person's own; none unless that was agreed to. */
export function chainKeys(snapshot: Snapshot): Set<string> {
  if (!snapshot.settings.keepWarm.chainByDefault) return new Set();
  const chain = pictureOf(snapshot.gateway)?.chains.find(({ agentId }) => agentId === null)?.effective;
  const refs = chain === undefined ? [] : [chain.primary, ...chain.fallbacks];
  const keys = refs.flatMap((ref) => {
    const found = ref === null ? null : findByRef(snapshot, ref);
    if (found?.model == null || elsewhere(found.server, found.model) !== null) return [];
    return [modelKey(found.server.id, found.model.id)];
  });
  return new Set(keys);
}

/** Never kept, because a nudge would leave the person's own machines or might cost money. */
function elsewhere(server: ServerWithModels, model: Model): WarmthReason | null {
  if (model.hosted || server.kind === 'litellm') return 'hosted';
  return isPrivatePlace(server.place) && isPrivatePlace(model.place) ? null : 'not-private';
}

/** Why nothing is done for this model at all; null: something may be. */
export function refusal(
  snapshot: Snapshot,
  server: ServerWithModels,
  model: Model,
  policy: WarmthPolicy,
  nudge: NudgeFacts | null,
): WarmthReason | null {
  if (policy.mode === 'off') return 'off';
  const away = elsewhere(server, model);
  if (away !== null) return away;
  if (stopsWhenIdle(snapshot, server)) return 'owned-by-gateway';
  if (nudge?.isRealRequest === true && !policy.acceptsRealRequests) return 'real-request-not-agreed';
  return null;
}
