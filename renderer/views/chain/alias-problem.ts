import type { Sentence } from '../../../shared/findings.ts';
import type { ModelPicture } from '../../../shared/gateway.ts';
import { sentence } from '../../../shared/messages/sentence.ts';

/** Why a model cannot get this alias; null: it can. */
export function aliasProblem(picture: ModelPicture, ref: string, wanted: string): Sentence | null {
  const alias = wanted.trim();
  const old = picture.aliases.find((each) => each.ref === ref)?.alias ?? null;
  if (alias === (old ?? '')) return null;
  const isUsed = picture.chains.some((chain) =>
    [chain.primary, ...(chain.fallbacks ?? [])].some((written) => written !== null && written === old),
  );
  if (isUsed) return sentence('chainView.alias.used');
  if (alias.includes('/')) return sentence('chainView.alias.slash');
  const other = picture.aliases.find(
    (each) => each.ref !== ref && each.alias?.toLowerCase() === alias.toLowerCase() && alias !== '',
  );
  return other === undefined ? null : sentence('chainView.alias.taken', { ref: other.ref });
}
