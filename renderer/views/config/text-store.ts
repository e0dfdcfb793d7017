import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Failure } from '../../../shared/failures.ts';
import type { AppStore } from '../../app-store.ts';
import { setUnsaved } from '../../components/unsaved.ts';
import { useAppStore } from '../../state/store-context.ts';
import { isUnsaved, keepMine, openDraft, type TextDraft, takeFile, withFile } from './text-draft.ts';

export type ConfigTab = 'file' | 'providers' | 'history';

export type Texts = {
  tab: ConfigTab;
  /** null: the main file. */
  file: string | null;
  drafts: Readonly<Record<string, TextDraft>>;
  failure: Failure | null;
  compare: boolean;
  /** Where the editor shall go; a new object each time somebody asks. */
  goTo: { line: number; column: number } | null;
  /** Asks the editor to open its search, the same way. */
  find: object | null;
};

export type TextStore = StoreApi<Texts> & {
  /** Reads the file again; `null`: the main one. */
  read(file: string | null): Promise<void>;
  write(file: string, text: string): void;
  change(file: string, how: 'discard' | 'keep-mine' | 'take-file' | 'saved'): void;
};

const stores = new WeakMap<AppStore, TextStore>();

/** One a window: what was written outlives going to another place and coming back. */
export function textsOf(app: AppStore): TextStore {
  const known = stores.get(app);
  if (known !== undefined) return known;
  const store = createStore<Texts>(() => ({
    tab: 'file',
    file: null,
    drafts: {},
    failure: null,
    compare: false,
    goTo: null,
    find: null,
  }));
  store.subscribe(({ drafts }) => setUnsaved('config', Object.values(drafts).some(isUnsaved)));

  function put(file: string, draft: TextDraft): void {
    store.setState(({ drafts }) => ({ drafts: { ...drafts, [file]: draft } }));
  }

  const made: TextStore = Object.assign(store, {
    async read(file: string | null) {
      const answer = await app.api.configText({ file });
      if (!answer.ok) {
        store.setState({ failure: answer.failure });
        return;
      }
      const { file: path } = answer.value;
      put(path, withFile(store.getState().drafts[path], answer.value));
      store.setState((state) => ({ failure: null, file: state.file ?? path }));
    },
    write(file: string, text: string) {
      const draft = store.getState().drafts[file];
      if (draft !== undefined && draft.text !== text) put(file, { ...draft, text });
    },
    change(file: string, how: 'discard' | 'keep-mine' | 'take-file' | 'saved') {
      const draft = store.getState().drafts[file];
      if (draft === undefined) return;
      if (how === 'saved') {
        put(file, openDraft({ ...(draft.outside ?? draft.base), text: draft.text }));
        void made.read(file);
      } else if (how === 'keep-mine') put(file, keepMine(draft));
      else put(file, how === 'take-file' ? takeFile(draft) : openDraft(draft.outside ?? draft.base));
    },
  });
  stores.set(app, made);
  return made;
}

export function useTexts(): Texts {
  return useStore(textsOf(useAppStore()));
}
