import { sentence } from '../messages/sentence.ts';
import { isReady, type Model, type ServerKind, type ServerWithModels } from '../servers.ts';
import type { Snapshot } from '../snapshot.ts';
import { modelKey } from '../warmth.ts';
import { shownName } from './outlook.ts';
import type { ChainLink, ChainView } from './types.ts';

/** Two links of one server that cannot be in memory together: each failover then costs a load, in both directions. */

const oneAtATime: ReadonlySet<ServerKind> = new Set(['llama-swap', 'koboldcpp', 'tabbyapi', 'mlx-lm', 'jan']);
/** A load that follows an unload within this time is taken for its cause. */
const sameMomentMs = 60_000;

type ThrashBadge = ChainView['badges'][number];

export function* thrashBadges(snapshot: Snapshot, links: readonly ChainLink[]): Generator<ThrashBadge> {
  const near = links.flatMap((link) => {
    const server = snapshot.servers.find((each) => each.id === link.serverId);
    const model = server?.models.find((each) => each.id === link.serverModelId);
    return server === undefined || model === undefined || model.hosted ? [] : [{ link, server, model }];
  });
  for (const [at, first] of near.entries()) {
    for (const second of near.slice(at + 1)) {
      if (second.server.id !== first.server.id || second.model.id === first.model.id) continue;
      const why = whyNotTogether(snapshot, first.server, first.model, second.model);
      if (why === null) continue;
      const values = {
        first: shownName(first.link),
        second: shownName(second.link),
        server: first.server.name,
      };
      const said =
        why.is === 'memory'
          ? sentence('badge.thrash.memory', { ...values, needed: why.needed })
          : sentence(why.is === 'one' ? 'badge.thrash.oneAtATime' : 'badge.thrash.seen', values);
      yield { badge: 'thrash', level: 'warn', sentence: said, fixes: [] };
    }
  }
}

type WhyNot = { is: 'one' } | { is: 'seen' } | { is: 'memory'; needed: number };

function whyNotTogether(snapshot: Snapshot, server: ServerWithModels, a: Model, b: Model): WhyNot | null {
  if (isReady(a.state) && isReady(b.state)) return null;
  if (pushedOut(snapshot, server.id, a.id, b.id)) return { is: 'seen' };
  if (oneAtATime.has(server.kind) || server.variant === 'single') return { is: 'one' };
  return outOfMemory(server, a, b);
}

function pushedOut(snapshot: Snapshot, serverId: string, a: string, b: string): boolean {
  const stopped = snapshot.warmth.models.some(
    ({ status, serverId: id, modelId }) =>
      status.is === 'stopped' &&
      status.why === 'pins-evict-each-other' &&
      [modelKey(serverId, a), modelKey(serverId, b)].includes(modelKey(id, modelId)),
  );
  if (stopped) return true;
  const here = snapshot.recent.filter((event) => event.serverId === serverId);
  const out = here.filter((event) => event.what === 'model-unloaded' && event.by === 'other-model');
  return out.some((gone) => {
    if (gone.modelId !== a && gone.modelId !== b) return false;
    const other = gone.modelId === a ? b : a;
    return here.some(
      (event) =>
        event.what === 'model-loaded' &&
        event.modelId === other &&
        Math.abs(event.at - gone.at) < sameMomentMs,
    );
  });
}

/** The server itself said that one of them does not fit while the other is there. */
function outOfMemory(server: ServerWithModels, a: Model, b: Model): WhyNot | null {
  const failed = [a, b].find((each) => each.state.is === 'failed');
  const held = [a, b].find((each) => isReady(each.state));
  if (failed?.state.is !== 'failed' || held === undefined) return null;
  if (!/memory|vram|\boom\b/i.test(failed.state.reason)) return null;
  const sizes = [a, b].map((each) => each.memoryBytes ?? each.fileBytes);
  const needed = sizes.reduce<number | null>(
    (sum, size) => (sum === null || size === null ? null : sum + size),
    0,
  );
  return server.models.length > 1 && needed !== null ? { is: 'memory', needed } : { is: 'seen' };
}
