import { failure } from '../../shared/failures.ts';
import type { ConfiguredModel, ModelPicture, Provider } from '../../shared/gateway.ts';
import type { Model, Server, ServerWithModels } from '../../shared/servers.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { aModel, aServer, emptySnapshot } from './builders.ts';
import {
  sampleChain,
  sampleConfiguredModel,
  sampleGateway,
  samplePicture,
  sampleProvider,
} from './sample-parts.ts';

/** A world with two links: `a`, a local server that can be broken in every way, and `b`, which is healthy. */

export type TwoLinkWorld = {
  server?: Partial<Server>;
  /** null: the server does not list it. */
  model?: Partial<Model> | null;
  provider?: Partial<Provider>;
  configured?: Partial<ConfiguredModel>;
  picture?: Partial<ModelPicture>;
  snapshot?: Partial<Snapshot>;
};

export function twoLinks(world: TwoLinkWorld = {}): Snapshot {
  const configured = sampleConfiguredModel('a-m', {
    contextWindow: 131_072,
    maxTokens: 4_096,
    ...world.configured,
  });
  const provider = sampleProvider('a', {
    baseUrl: 'http://127.0.0.1:1111/v1',
    api: 'openai-completions',
    key: { is: 'literal', localMarker: true },
    timeoutSeconds: 10,
    models: [configured],
    ...world.provider,
  });
  const model = aModel({
    id: 'a-m',
    state: { is: 'loaded' },
    contextAllocated: 131_072,
    contextMax: 131_072,
    ...world.model,
  });
  const a: ServerWithModels = {
    ...aServer({
      id: 'this-machine:1111',
      name: 'A',
      kind: 'llama-cpp',
      providerIds: ['a'],
      ...world.server,
    }),
    models: world.model === null ? [] : [model],
  };
  const b: ServerWithModels = {
    ...aServer({ id: 'this-machine:2222', name: 'B', kind: 'vllm', providerIds: ['b'] }),
    models: [aModel({ id: 'b-m', state: { is: 'loaded' }, contextAllocated: 131_072, contextMax: 131_072 })],
  };
  const bProvider = sampleProvider('b', {
    baseUrl: 'http://127.0.0.1:2222/v1',
    api: 'openai-completions',
    key: { is: 'literal', localMarker: true },
    models: [sampleConfiguredModel('b-m', { contextWindow: 131_072, maxTokens: 4_096 })],
  });
  const picture = samplePicture({
    providers: [provider, bProvider],
    chains: [sampleChain({ primary: 'a/a-m', fallbacks: ['b/b-m'] })],
    heartbeatEvery: '0m',
    ...world.picture,
  });
  return {
    revision: 1,
    ...emptySnapshot(),
    servers: [a, b],
    gateway: sampleGateway(picture),
    ...world.snapshot,
  };
}

export function unreachable(
  code: Parameters<typeof failure>[0],
  detail = 'It did not work.',
): Pick<Server, 'reachability'> {
  return { reachability: { is: 'unreachable', since: 0, failure: failure(code, detail), lastGoodAt: null } };
}
