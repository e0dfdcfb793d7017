import { leavesByConfig } from './chain/place.ts';
import { type OrderEdit, orderEdits } from './chain-order.ts';
import type { presetNames } from './config-edits.ts';
import type { AgentChain, ModelPicture } from './gateway.ts';

/**
 * Presets only reorder what the person has: every ref stays as written. "Local only" takes the hosted links out of
 * the chain, and says which; they stay in the config and can be added again.
 */

export type PresetName = (typeof presetNames)[number];

type FittingOrder = {
  can: true;
  /** The whole chain, primary first. */
  refs: string[];
  /** Links that would no longer answer. */
  lost: string[];
  /** False: the chain is in this order already. */
  changes: boolean;
};

export type PresetOrder =
  | FittingOrder
  | { can: false; why: 'no-chain' | 'inherits' | 'no-hosted-model' | 'no-local-model' };

export function presetOrder(picture: ModelPicture, agentId: string | null, preset: PresetName): PresetOrder {
  const chain = picture.chains.find((each) => each.agentId === agentId);
  if (chain === undefined || chain.effective.primary === null) return { can: false, why: 'no-chain' };
  if (agentId !== null && chain.form === 'absent') return { can: false, why: 'inherits' };
  const all = [chain.effective.primary, ...chain.effective.fallbacks];
  const hosted = all.filter((ref) => leavesByConfig(picture, ref));
  const local = all.filter((ref) => !leavesByConfig(picture, ref));
  if (local.length === 0) return { can: false, why: 'no-local-model' };
  if (hosted.length === 0 && preset !== 'local-only') return { can: false, why: 'no-hosted-model' };
  const refs =
    preset === 'hosted-first'
      ? [...hosted, ...local]
      : preset === 'local-first'
        ? [...local, ...hosted]
        : local;
  const lost = preset === 'local-only' ? hosted : [];
  return { can: true, refs, lost, changes: lost.length > 0 || refs.some((ref, index) => ref !== all[index]) };
}

/** A preset as ordinary edits of the chain: the new order, and what leaves it. */
export function presetEdits(chain: AgentChain, { refs, lost, changes }: FittingOrder): OrderEdit[] {
  if (!changes) return [];
  const { agentId } = chain;
  const list = [...refs.slice(1), ...lost];
  return [
    ...orderEdits(chain, [...refs, ...lost]),
    ...lost.map(
      (ref): OrderEdit => ({ edit: 'remove-fallback', agentId, index: list.lastIndexOf(ref), ref }),
    ),
  ];
}
