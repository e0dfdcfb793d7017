import type { NamedEdit } from '../../../../shared/config-edits.ts';
import { presetEdits, presetOrder } from '../../../../shared/presets.ts';
import { ok, type Result } from '../../../../shared/result.ts';
import type { ConfigTree } from '../config-files.ts';
import { readPicture } from '../model-picture.ts';
import { notPossible } from './planned-edit.ts';

type ApplyPreset = Extract<NamedEdit, { edit: 'apply-preset' }>;

const reasons = {
  'no-chain': 'there is no chain to put in order',
  inherits: 'this agent uses the default chain; give it one of its own first',
  'no-hosted-model': 'the chain has no hosted model',
  'no-local-model': 'the chain has no local model',
} as const;

/** A preset as ordinary edits: an order of the refs the person has, and for "local only" the hosted ones taken out. */
export function editsOfPreset(tree: ConfigTree, { agentId, preset }: ApplyPreset): Result<NamedEdit[]> {
  // Where a key can be seen from makes no difference to an order.
  const { picture } = readPicture(tree, { visible: () => true });
  const order = presetOrder(picture, agentId, preset);
  if (!order.can) return notPossible(`The preset does not fit: ${reasons[order.why]}.`);
  const chain = picture.chains.find((each) => each.agentId === agentId);
  return ok(chain === undefined ? [] : presetEdits(chain, order));
}
