import { assertNever } from '../../../shared/assert-never.ts';
import type { ChainForecast, ChainLink, LinkState } from '../../../shared/chain.ts';
import type { StateShape } from '../../components/StateIcon.tsx';

/** How the state of a link is drawn. */
export function shapeOf(state: LinkState): StateShape {
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
    case 'key-refused':
    case 'not-listed':
    case 'no-such-provider':
      return 'failed';
    case 'unreachable':
    case 'hung':
      return 'unreachable';
    case 'hosted':
      return state.key === 'missing' ? 'failed' : 'hosted';
    case 'unknown':
      return 'unknown';
    default:
      return assertNever(state);
  }
}

export function toneOf(state: LinkState): 'warm' | 'plain' | 'broken' {
  const shape = shapeOf(state);
  if (shape === 'warm' || shape === 'busy' || shape === 'loading') return 'warm';
  return shape === 'failed' || shape === 'unreachable' ? 'broken' : 'plain';
}

export function outlookShape(forecast: ChainForecast, links: readonly ChainLink[]): StateShape {
  if (forecast.is === 'nobody') return 'failed';
  if (forecast.is === 'unknown') return 'unknown';
  const link = links[forecast.index];
  if (link === undefined) return 'unknown';
  // What was asked for is not there, and an answer comes all the same.
  if (link.forecast.why === 'other-model') return 'warm';
  return shapeOf(link.state);
}

/** The same link twice in a chain is two rows. */
export function linkKeys(written: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return written.map((ref) => {
    const times = seen.get(ref) ?? 0;
    seen.set(ref, times + 1);
    return `${ref}#${times}`;
  });
}
