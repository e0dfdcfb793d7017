import type { Finding, Fix } from '../../../../shared/findings.ts';
import { sentence } from '../../../../shared/messages/sentence.ts';
import type { ServerWithModels } from '../../../../shared/servers.ts';
import type { ModelWarmth } from '../../../../shared/warmth.ts';
import { type Check, finding } from '../check.ts';

/** Two pinned models that do not fit together: keep warm saw each push out the other, and stopped both. */
export const pins: Check = {
  name: 'pins',
  run({ snapshot }) {
    return snapshot.servers.flatMap((server) =>
      conflicts(snapshot.warmth.models.filter(({ serverId }) => serverId === server.id)).map(([a, b]) =>
        conflict(server, a, b),
      ),
    );
  },
};

/** Each pair once. */
function conflicts(models: readonly ModelWarmth[]): [string, string][] {
  const pairs = models.flatMap(({ modelId, policy, status }): [string, string][] => {
    const isConflict = status.is === 'stopped' && status.why === 'pins-evict-each-other';
    if (!isConflict || policy.mode !== 'pin' || typeof status.facts.other !== 'string') return [];
    return [[modelId, status.facts.other]];
  });
  return pairs.filter(([a, b], index) => !pairs.slice(0, index).some(([c, d]) => c === b && d === a));
}

function conflict(server: ServerWithModels, a: string, b: string): Finding {
  const nameOf = (id: string) => server.models.find((model) => model.id === id)?.name ?? id;
  const unpin = (modelId: string): Fix => ({
    is: 'unpin',
    label: sentence('fix.unpin', { model: nameOf(modelId) }),
    serverId: server.id,
    modelId,
  });
  return finding('pins', {
    about: `${server.id}/${a}`,
    state: 'broken',
    sentence: sentence('check.pins.conflict', { model: nameOf(a), other: nameOf(b), server: server.name }),
    evidence: [`${a} was pushed out by ${b}`, `${b} was pushed out by ${a}`],
    fixes: [unpin(a), unpin(b)],
  });
}
