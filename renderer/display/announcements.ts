import type { Sentence } from '../../shared/findings.ts';
import { sentence } from '../../shared/messages/sentence.ts';
import type { Model, ServerWithModels } from '../../shared/servers.ts';
import type { Snapshot } from '../../shared/snapshot.ts';

/** What is worth saying aloud between two snapshots. Many things at once become one sentence. */
const atMost = 3;

export function announcements(before: Snapshot, after: Snapshot): Sentence[] {
  if (before.servers === after.servers) return [];
  const said = after.servers.flatMap((server) => {
    const old = before.servers.find((each) => each.id === server.id);
    return old === undefined || old === server ? [] : serverChanges(old, server);
  });
  return said.length > atMost ? [sentence('say.many', { count: said.length })] : said;
}

function serverChanges(before: ServerWithModels, after: ServerWithModels): Sentence[] {
  const was = before.reachability.is;
  const is = after.reachability.is;
  if (is === 'unreachable' && was === 'reachable')
    return [sentence('say.unreachable', { server: after.name })];
  if (is === 'reachable' && was === 'unreachable') return [sentence('say.reachable', { server: after.name })];
  if (before.models === after.models) return [];
  const old = new Map(before.models.map((model) => [model.id, model]));
  return after.models.flatMap((model) => {
    const previous = old.get(model.id);
    if (previous === undefined || previous === model) return [];
    return modelChange(previous, model) ?? [];
  });
}

function modelChange(before: Model, after: Model): Sentence | null {
  const was = spokenState(before);
  const is = spokenState(after);
  if (was === is) return null;
  const model = after.name;
  switch (is) {
    case 'warm':
      return sentence('say.warm', { model });
    case 'loading':
      return sentence('say.loading', { model });
    case 'cold':
      return was === 'warm' ? sentence('say.notLoaded', { model }) : null;
    case 'failed':
      return sentence('say.failed', { model });
    case 'other':
      return null;
  }
}

/** Busy and loaded are one thing here: a model that starts to answer is no news. */
function spokenState({ state }: Model): 'warm' | 'loading' | 'cold' | 'failed' | 'other' {
  if (state.is === 'loaded' || state.is === 'busy') return 'warm';
  if (state.is === 'loading') return 'loading';
  if (state.is === 'not-loaded' || state.is === 'asleep') return 'cold';
  return state.is === 'failed' ? 'failed' : 'other';
}
