import { assertNever } from '../../shared/assert-never.ts';
import type { ChainLink, LinkState } from '../../shared/chain.ts';
import type { ContextMismatch } from '../../shared/context-fit.ts';
import type { StateShape } from '../components/StateIcon.tsx';

/** The shape of a link of the chain, so that it looks the same wherever it is drawn. */
export function linkShape(state: LinkState): StateShape {
  switch (state.is) {
    case 'warm':
      return state.busy ? 'busy' : 'warm';
    case 'loading':
      return 'loading';
    case 'cold':
      return 'cold';
    case 'asleep':
      return 'asleep';
    case 'failed':
    case 'not-listed':
    case 'no-such-provider':
      return 'failed';
    case 'unreachable':
    case 'hung':
    case 'key-refused':
      return 'unreachable';
    case 'hosted':
      return 'hosted';
    case 'unknown':
      return 'unknown';
    default:
      return assertNever(state);
  }
}

export function linkTone(state: LinkState): 'warm' | 'plain' | 'broken' {
  const shape = linkShape(state);
  if (shape === 'failed' || shape === 'unreachable') return 'broken';
  if (state.is === 'hosted' && state.key === 'missing') return 'broken';
  return shape === 'warm' || shape === 'busy' || shape === 'loading' ? 'warm' : 'plain';
}

/** The alias people gave it, else the model's own name without its provider. */
export function linkName(link: ChainLink): string {
  return link.alias ?? link.modelId ?? link.written;
}

/** What is wrong with a link's context, the worst of it; nothing where it fits or only wastes memory. */
export function contextWarning(link: ChainLink): ContextMismatch | null {
  return link.context?.mismatches.find((mismatch) => mismatch.kind !== 'wastes-memory') ?? null;
}
