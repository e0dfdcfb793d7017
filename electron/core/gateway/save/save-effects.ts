import type { Sentence } from '../../../../shared/findings.ts';
import type { GatewayHealth } from '../../../../shared/gateway.ts';
import { sentence } from '../../../../shared/messages/sentence.ts';
import { valueAt } from '../config-path.ts';
import type { ChangeSet } from '../edits/change-set.ts';
import type { Json, Path } from '../json5-document.ts';
import { changedPaths, isWithin } from './changed-paths.ts';

/** What the gateway will do with a save, and who will not notice. From the table of its own documentation. */

/** Without what belongs to plugins: those say for themselves what restarts. */
const hotReloaded: readonly Path[] = [
  'agents',
  'models',
  'auth.order',
  'auth.profiles',
  'broadcast',
  'hooks',
  'cron',
  'session',
  'messages',
  'tools',
  'skills',
  'audio',
  'talk',
  'tts',
  'ui',
  'logging',
  'identity',
  'bindings',
  'gateway.tools',
  'gateway.auth.token',
  'gateway.auth.password',
  'gateway.auth.rateLimit',
  'gateway.terminal',
  'update.checkOnStart',
  'update.channel',
].map((dotted) => dotted.split('.'));

export type ReloadKind = 'nothing' | 'hot' | 'restart' | 'off';

/** The values of the config before and after; what runs now still goes by the one before. */
export type Change = { before: Json | undefined; after: Json };

/** The same of a change set. */
export function valuesOf({ before, after }: Pick<ChangeSet, 'before' | 'after'>): Change {
  return { before: before?.value, after: after.value };
}

export function reloadKind({ before, after }: Change): ReloadKind {
  const paths = changedPaths(before, after);
  if (paths.length === 0) return 'nothing';
  if (valueAt(before ?? after, ['gateway', 'reload', 'mode']) === 'off') return 'off';
  return paths.every((path) => hotReloaded.some((hot) => isWithin(path, hot))) ? 'hot' : 'restart';
}

export function effectsOf(change: Change, health: GatewayHealth): Sentence[] {
  const kind = reloadKind(change);
  if (kind === 'nothing') return [];
  const effects: Sentence[] = [];
  if (health.is === 'stopped') effects.push(sentence('effect.notRunning'));
  else if (kind === 'off') effects.push(sentence('effect.reloadOff'));
  else effects.push(sentence(kind === 'hot' ? 'effect.hotReload' : 'effect.restart'));
  if (changesAPrimary(change)) effects.push(sentence('effect.pinnedSessions'));
  return effects;
}

function changesAPrimary({ before, after }: Change): boolean {
  return changedPaths(before, after).some(
    (path) => path[0] === 'agents' && (path.at(-1) === 'model' || path.at(-1) === 'primary'),
  );
}
