import { describe, expect, it } from 'vitest';
import { gatherFacts } from '../../../../electron/core/doctor/gather.ts';
import { ok } from '../../../../shared/result.ts';
import { emptySnapshot } from '../../../fakes/builders.ts';
import { createFakeClock } from '../../../fakes/fake-clock.ts';
import { createMemoryFiles } from '../../../fakes/memory-files.ts';
import { sampleGateway, samplePicture, sampleProvider } from '../../../fakes/sample-parts.ts';

async function askedFor(provider: Parameters<typeof sampleProvider>[1], id = 'box'): Promise<string[]> {
  const urls: string[] = [];
  const response = ok({ status: 404, headers: {}, body: '' });
  const picture = samplePicture({ providers: [sampleProvider(id, provider)] });
  await gatherFacts(
    {
      http: {
        request: async ({ url }) => {
          urls.push(url);
          return response;
        },
        stream: async () => {
          throw new Error('Nothing is streamed.');
        },
        close: async () => undefined,
      },
      files: createMemoryFiles(),
      clock: createFakeClock(),
      authorisation: async () => ok({}),
      backups: () => null,
      judgeConfig: async () => null,
      probes: new Map(),
    },
    { revision: 1, ...emptySnapshot(), gateway: sampleGateway(picture) },
  );
  return urls;
}

describe('the list asked for is the one of the API the gateway speaks', () => {
  const baseUrl = 'http://10.0.0.5:8000';

  it.each([
    [{ baseUrl: `${baseUrl}/v1`, api: null }, 'box', `${baseUrl}/v1/models`],
    [{ baseUrl, api: 'ollama' }, 'box', `${baseUrl}/api/tags`],
    [{ baseUrl, api: null }, 'ollama', `${baseUrl}/api/tags`],
    [{ baseUrl, api: 'anthropic-messages' }, 'box', `${baseUrl}/v1/models`],
  ])('%j as %s: %s', async (provider, id, url) => {
    expect((await askedFor(provider, id))[0]).toBe(url);
  });

  it('is not asked for where asking would start a model', async () => {
    expect(await askedFor({ baseUrl: 'http://10.0.0.5:8080/upstream/qwen/v1', api: null })).toEqual([]);
  });
});
