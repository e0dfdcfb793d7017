import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Failure } from '../../../shared/failures.ts';
import type { CheckReport } from '../../../shared/findings.ts';
import type { AppStore } from '../../app-store.ts';
import { useAppStore } from '../../state/store-context.ts';

/** The last report of this window: coming back to the view shows it at once. */
export type Reports = { report: CheckReport | null; running: boolean; failure: Failure | null };

export type ReportStore = StoreApi<Reports> & { run(): Promise<void> };

const stores = new WeakMap<AppStore, ReportStore>();

export function reportsOf(app: AppStore): ReportStore {
  const known = stores.get(app);
  if (known !== undefined) return known;
  const store = createStore<Reports>(() => ({ report: null, running: false, failure: null }));
  const made = Object.assign(store, {
    async run() {
      if (store.getState().running) return;
      store.setState({ running: true, failure: null });
      const answer = await app.api.runChecks();
      store.setState(
        answer.ok ? { running: false, report: answer.value } : { running: false, failure: answer.failure },
      );
    },
  });
  stores.set(app, made);
  return made;
}

export function useReports(): Reports {
  return useStore(reportsOf(useAppStore()));
}
