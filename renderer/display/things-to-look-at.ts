import type { ChainLink, ChainView } from '../../shared/chain.ts';
import type { PlaceName } from '../../shared/contract/app-commands.ts';
import type { Sentence } from '../../shared/findings.ts';
import { sentence } from '../../shared/messages/sentence.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { contextWarning, linkName } from './link-display.ts';

/** One thing that is not as it should be: what, of which link or model, and where it is mended. */
export type ThingToLookAt = { id: string; sentence: Sentence; of: string | null; place: PlaceName };

/**
 * What the snapshot shows without asking anybody. The checks find more, but they ask servers and the gateway, which
 * opening the panel must not do; so the panel counts what it lists, and leads to the checks for the rest.
 */
export function thingsToLookAt(snapshot: Snapshot, chain: ChainView | null): ThingToLookAt[] {
  const { gateway, servers, warmth } = snapshot;
  const config = gateway.config.is;
  return [
    ...(config === 'missing' ? [thing('config', sentence('chainView.noConfig.title'), 'config')] : []),
    ...(config === 'broken' ? [thing('config', sentence('chainView.unreadable.title'), 'config')] : []),
    ...(gateway.health.is === 'stopped' ? [thing('gateway', sentence('gateway.stopped'), 'checks')] : []),
    ...servers
      .filter(({ reachability }) => reachability.is === 'unreachable')
      .map(({ id, name }) => thing(`server ${id}`, sentence('say.unreachable', { server: name }), 'models')),
    ...warmth.models
      .filter(({ status }) => status.is === 'stopped')
      .map(({ serverId, modelId }) =>
        thing(
          `warmth ${serverId} ${modelId}`,
          sentence('notice.stopped.title', { model: modelId }),
          'models',
        ),
      ),
    ...(chain?.badges ?? [])
      .filter(({ level }) => level === 'warn')
      .map((badge) => thing(`chain ${badge.badge}`, badge.sentence, 'chain')),
    ...(chain?.links ?? []).flatMap(thingsOfLink),
  ];
}

function thingsOfLink(link: ChainLink): ThingToLookAt[] {
  const of = linkName(link);
  const context = contextWarning(link);
  return [
    ...link.badges
      .filter(({ level }) => level === 'warn')
      .map((badge) => thing(`link ${link.index} ${badge.badge}`, badge.sentence, 'chain', of)),
    ...(context === null ? [] : [thing(`link ${link.index} context`, context.sentence, 'chain', of)]),
  ];
}

function thing(id: string, said: Sentence, place: PlaceName, of: ThingToLookAt['of'] = null): ThingToLookAt {
  return { id, sentence: said, of, place };
}
