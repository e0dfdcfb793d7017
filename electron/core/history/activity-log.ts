import type { ActivityEvent, NewActivity } from '../../../shared/activity.ts';
import type { AppState } from '../app-state.ts';
import type { Clock, HistoryStore } from '../ports.ts';

/** The timeline: everything that happened goes through here, into the history and, the newest few, to the windows. */
export type ActivityLog = {
  add(event: NewActivity): ActivityEvent;
  onEvent(listener: (event: ActivityEvent) => void): () => void;
};

const shownRecently = 40;

export function createActivityLog(state: AppState, store: HistoryStore, clock: Clock): ActivityLog {
  const listeners = new Set<(event: ActivityEvent) => void>();
  let number = 0;
  state.set(
    'recent',
    store.events({ before: null, limit: shownRecently, what: null, serverId: null, modelId: null }).events,
  );

  return {
    add(event) {
      // Sortable, and unique over restarts within the same millisecond of the same run.
      const id = `${clock.now().toString(36)}-${(number++).toString(36)}`;
      const complete = { ...event, id } as ActivityEvent;
      store.addEvent(complete);
      // Nudges are many and expected: they are in the history, and must not push what matters out of sight.
      if (complete.what !== 'nudged') {
        state.update('recent', (recent) => [complete, ...recent].slice(0, shownRecently));
      }
      for (const listener of [...listeners]) listener(complete);
      return complete;
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
