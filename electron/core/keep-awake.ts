import { isReady } from '../../shared/servers.ts';
import type { Snapshot } from '../../shared/snapshot.ts';

/** "Keep this Mac awake while a model is kept warm": only if switched on, for its time, and while one really is. */
export function shouldKeepAwake(snapshot: Snapshot, now: number): boolean {
  const { keepAwakeUntil } = snapshot.settings;
  return keepAwakeUntil !== null && now < keepAwakeUntil && keepsAnyWarm(snapshot, now);
}

function keepsAnyWarm({ servers, warmth }: Snapshot, now: number): boolean {
  if (warmth.pausedUntil !== null && now < warmth.pausedUntil) return false;
  return warmth.models.some(({ serverId, modelId, policy, status }) => {
    if (policy.mode === 'off' || status.is === 'stopped') return false;
    if (status.is === 'resting' && restingOnPurpose.has(status.why)) return false;
    const server = servers.find(({ id }) => id === serverId);
    // Only what this machine runs itself stops when it sleeps.
    if (server?.place !== 'this-machine' || server.reachability.is !== 'reachable') return false;
    return server.models.some(({ id, state }) => id === modelId && isReady(state));
  });
}

const restingOnPurpose: ReadonlySet<string> = new Set([
  'off',
  'outside-hours',
  'paused',
  'on-battery',
  'hosted',
  'not-private',
  'real-request-not-agreed',
]);
