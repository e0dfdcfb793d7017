import { describe, expect, it } from 'vitest';
import { createAppStore } from '../../../../renderer/app-store.ts';
import { createProviderForms } from '../../../../renderer/views/config/provider-forms.ts';
import type { Provider } from '../../../../shared/gateway.ts';
import { createFakeRendererApi } from '../../../fakes/fake-renderer-api.ts';
import { sampleSnapshot } from '../../../fakes/sample-snapshot.ts';

const listeners = new Set<string>();
Object.assign(globalThis, {
  window: {
    addEventListener: (name: string) => listeners.add(name),
    removeEventListener: (name: string) => listeners.delete(name),
  },
});

async function opened() {
  const api = createFakeRendererApi(sampleSnapshot('normal'));
  const app = createAppStore(api);
  app.actions.start();
  await new Promise((resolve) => setImmediate(resolve));
  const gateway = () => app.getState().snapshot?.gateway;
  const providers = () => {
    const config = gateway()?.config;
    if (config?.is !== 'loaded') throw new Error('The sample has no config.');
    return config.picture.providers;
  };
  const provider = (id: string): Provider => {
    const found = providers().find((each) => each.id === id);
    if (found === undefined) throw new Error(`There is no ${id} in the sample.`);
    return found;
  };
  /** The file has these providers now. */
  function fileHas(next: Provider[]): void {
    const now = gateway();
    if (now?.config.is !== 'loaded') throw new Error('The sample has no config.');
    const picture = { ...now.config.picture, providers: next };
    api.push([{ slice: 'gateway', value: { ...now, config: { ...now.config, picture } } }]);
  }
  return { forms: createProviderForms(app), provider, providers, fileHas };
}

describe('what was typed into the forms of providers', () => {
  it('is kept for each of them, and asked about before the window closes', async () => {
    const { forms, provider } = await opened();
    forms.change(provider('lmstudio'), { timeoutSeconds: '90' });
    forms.change(provider('ollama'), { api: 'openai-responses' });
    forms.change(provider('lmstudio'), { baseUrl: 'http://box:1234/v1' });
    expect(forms.getState().drafts).toMatchObject({
      lmstudio: { form: { timeoutSeconds: '90', baseUrl: 'http://box:1234/v1' } },
      ollama: { form: { api: 'openai-responses' } },
    });
    expect(listeners).toContain('beforeunload');
    forms.discard('lmstudio');
    // Typed back to what the file says: nothing is left to lose.
    forms.change(provider('ollama'), { api: provider('ollama').api ?? '' });
    expect(forms.getState().drafts).toEqual({});
    expect(listeners).not.toContain('beforeunload');
  });

  it('stays over a file that changes; the rest follows, and what was saved is no draft any more', async () => {
    const { forms, provider, providers, fileHas } = await opened();
    forms.change(provider('lmstudio'), { timeoutSeconds: '90' });
    const change = (part: Partial<Provider>) =>
      fileHas(providers().map((each) => (each.id === 'lmstudio' ? { ...each, ...part } : each)));
    change({ baseUrl: 'http://elsewhere:1234/v1' });
    expect(forms.getState().drafts.lmstudio?.form).toMatchObject({
      timeoutSeconds: '90',
      baseUrl: 'http://elsewhere:1234/v1',
    });
    change({ timeoutSeconds: 90 });
    expect(forms.getState().drafts).toEqual({});
  });

  it('goes with its provider', async () => {
    const { forms, provider, providers, fileHas } = await opened();
    forms.change(provider('lmstudio'), { timeoutSeconds: '90' });
    fileHas(providers().filter(({ id }) => id !== 'lmstudio'));
    expect(forms.getState().drafts).toEqual({});
  });
});
