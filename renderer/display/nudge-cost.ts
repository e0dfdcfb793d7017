import type { PlainKey } from '../../shared/messages/index.ts';
import type { ServerWithModels } from '../../shared/servers.ts';

/** What the person may agree to pay for to keep models warm; null: it is free here, or nothing that costs would help. */
export function costToAgree({
  kind,
  abilities,
}: Pick<ServerWithModels, 'kind' | 'abilities'>): { label: PlainKey; note: PlainKey } | null {
  const { freeNudge } = abilities;
  if (freeNudge.can || freeNudge.why !== 'costs-tokens' || kind === 'litellm') return null;
  return kind === 'lm-studio'
    ? { label: 'warmth.oneToken', note: 'warmth.oneToken.note' }
    : { label: 'warmth.realRequests', note: 'warmth.realRequests.note' };
}
