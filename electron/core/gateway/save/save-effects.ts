import type { Sentence } from '../../../../shared/findings.ts';
import type { GatewayHealth } from '../../../../shared/gateway.ts';
import { sentence } from '../../../../shared/messages/sentence.ts';
import { valueAt } from '../config-path.ts';
import type { ChangeSet } from '../edits/change-set.ts';
import { changedPaths } from './changed-paths.ts';

/** What the gateway will do with a save, and who will not notice. From the gateway's own list of live-reloaded parts. */

const hotReloaded: ReadonlySet<string> = new Set([
  'agents',
  'models',
  'auth',
  'env',
  'meta',
  'messages',
  'session',
]);

export type ReloadKind = 'nothing' | 'hot' | 'restart' | 'off';

export function reloadKind(change: ChangeSet): ReloadKind {
  const paths = changedPaths(change.before?.value, change.after.value);
  if (paths.length === 0) return 'nothing';
  const mode = valueAt(change.after.value, ['gateway', 'reload', 'mode']);
  if (mode === 'off') return 'off';
  return paths.every((path) => hotReloaded.has(String(path[0] ?? ''))) ? 'hot' : 'restart';
}

export function effectsOf(change: ChangeSet, health: GatewayHealth): Sentence[] {
  const kind = reloadKind(change);
  if (kind === 'nothing') return [];
  const effects: Sentence[] = [];
  if (health.is === 'stopped') effects.push(sentence('effect.notRunning'));
  else if (kind === 'off') effects.push(sentence('effect.reloadOff'));
  else effects.push(sentence(kind === 'hot' ? 'effect.hotReload' : 'effect.restart'));
  if (changesAPrimary(change)) effects.push(sentence('effect.pinnedSessions'));
  return effects;
}

function changesAPrimary(change: ChangeSet): boolean {
  return changedPaths(change.before?.value, change.after.value).some(
    (path) => path[0] === 'agents' && (path.includes('model') || path.includes('primary')),
  );
}
