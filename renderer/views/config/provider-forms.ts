import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Provider } from '../../../shared/gateway.ts';
import { sameValue } from '../../../shared/same-value.ts';
import type { AppStore } from '../../app-store.ts';
import { setUnsaved } from '../../components/unsaved.ts';
import { useAppStore } from '../../state/store-context.ts';
import { followed, formOf, type ProviderForm } from './provider-form.ts';

/** Providers somebody typed in, beside what the file said then; and the one that is shown. */
export type ProviderForms = {
  chosen: string | null;
  drafts: Readonly<Record<string, { base: Provider; form: ProviderForm }>>;
};

export type ProviderFormStore = StoreApi<ProviderForms> & {
  change(provider: Provider, part: Partial<ProviderForm>): void;
  discard(providerId: string): void;
};

export function createProviderForms(app: Pick<AppStore, 'getState' | 'subscribe'>): ProviderFormStore {
  const store = createStore<ProviderForms>(() => ({ chosen: null, drafts: {} }));
  let base = providersOf(app);
  store.subscribe(({ drafts }) => setUnsaved('provider', Object.keys(drafts).length > 0));

  /** What is as in the file is no draft. */
  function put(provider: Provider, form: ProviderForm): void {
    store.setState(({ drafts }) => {
      const { [provider.id]: _before, ...others } = drafts;
      const isTouched = !sameValue(form, formOf(provider));
      return { drafts: isTouched ? { ...others, [provider.id]: { base: provider, form } } : others };
    });
  }

  function discard(providerId: string): void {
    store.setState(({ drafts: { [providerId]: _gone, ...drafts } }) => ({ drafts }));
  }

  // The file changed: fields nobody touched follow it, the others stay as they were typed.
  app.subscribe(() => {
    const next = providersOf(app);
    if (next === base || next === null) return;
    base = next;
    for (const [id, draft] of Object.entries(store.getState().drafts)) {
      const provider = next.find((each) => each.id === id);
      if (provider === undefined) discard(id);
      else if (!sameValue(provider, draft.base))
        put(provider, followed(draft.form, formOf(draft.base), formOf(provider)));
    }
  });

  return Object.assign(store, {
    change(provider: Provider, part: Partial<ProviderForm>) {
      const form = store.getState().drafts[provider.id]?.form ?? formOf(provider);
      put(provider, { ...form, ...part });
    },
    discard,
  });
}

function providersOf(app: Pick<AppStore, 'getState'>): readonly Provider[] | null {
  const config = app.getState().snapshot?.gateway.config;
  return config?.is === 'loaded' || config?.is === 'broken' ? (config.picture?.providers ?? null) : null;
}

const stores = new WeakMap<AppStore, ProviderFormStore>();

/** One a window: what was typed outlives going to another provider, tab or place and coming back. */
export function useProviderFormStore(): ProviderFormStore {
  const app = useAppStore();
  const store = stores.get(app) ?? createProviderForms(app);
  stores.set(app, store);
  return store;
}

export function useProviderForms(): ProviderForms {
  return useStore(useProviderFormStore());
}
