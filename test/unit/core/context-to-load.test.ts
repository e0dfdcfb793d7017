import { expect, test } from 'vitest';
import { contextToLoad } from '../../../electron/core/context-to-load.ts';
import type { Model, Server } from '../../../shared/servers.ts';
import { allAbilities, aModel, aServer, emptySnapshot } from '../../fakes/builders.ts';
import {
  sampleChain,
  sampleConfiguredModel,
  samplePicture,
  sampleProvider,
} from '../../fakes/sample-parts.ts';

const m = { serverId: 's', modelId: 'm' };

function context(last: number | null, change: { model?: Partial<Model>; server?: Partial<Server> } = {}) {
  const server = aServer({ id: 's', kind: 'lm-studio', providerIds: ['lmstudio'], ...change.server });
  const models = [aModel({ id: 'm', state: { is: 'not-loaded' }, contextMax: 131_072, ...change.model })];
  const provider = sampleProvider('lmstudio', {
    models: [sampleConfiguredModel('m', { contextWindow: 65_536 })],
  });
  const snapshot = {
    revision: 0,
    ...emptySnapshot(),
    servers: [{ ...server, models }],
    gateway: {
      ...emptySnapshot().gateway,
      config: {
        is: 'loaded' as const,
        path: '/c',
        foundBy: 'default' as const,
        files: [],
        readOnly: null,
        picture: samplePicture({
          providers: [provider],
          chains: [sampleChain({ primary: 'lmstudio/m', fallbacks: [] })],
        }),
        troubles: [],
      },
    },
  };
  return contextToLoad(snapshot, 0, m, last);
}

test('one click loads a model with the context it had', () => {
  expect(context(32_768)).toBe(32_768);
});

test('one never seen loaded gets what the gateway plans with, but no more than it can have', () => {
  expect(context(null)).toBe(65_536);
  expect(context(null, { model: { contextMax: 16_384 } })).toBe(16_384);
});

test('where a context cannot be asked for, the server chooses', () => {
  const abilities = { ...allAbilities, loadWithContext: { can: false, why: 'no-such-call' } as const };
  expect(context(32_768, { server: { abilities } })).toBeNull();
});
