import { fail, ok } from '../../shared/result.ts';
import type { FakeRendererApi } from '../fakes/fake-renderer-api.ts';
import { sampleDay, sampleNow } from '../fakes/sample-parts.ts';

const spans = { hour: 3_600_000, day: 86_400_000, month: 30 * 86_400_000 };

/** Answers that dialogs need to show something. */
export function scriptAnswers(api: FakeRendererApi): void {
  api.answer('testServer', ({ url }) =>
    url.includes('nothing')
      ? fail('connection-refused', `connect ECONNREFUSED ${url}`)
      : ok({
          kind: 'lm-studio',
          evidence: 'GET /api/v1/models answered with LM Studio’s model list',
          version: '0.4.6',
          baseUrl: url,
          models: [
            { id: 'minimax-m2.1-gs32', contextAllocated: 65_536, contextMax: 196_608 },
            { id: 'qwen3.8-coder-30b', contextAllocated: null, contextMax: 262_144 },
          ],
          tookMs: 38,
        }),
  );
  api.answer('warmthAccounts', ({ days }) => ok(Array.from({ length: days }, () => sampleDay())));
  api.answer('series', ({ metric, range }) =>
    ok({
      metric,
      unit: 'ms',
      from: sampleNow - spans[range],
      to: sampleNow,
      points: Array.from({ length: 24 }, (_, at) => {
        const value = 38_000 + ((at * 7_919) % 17) * 1_100;
        return { at: sampleNow - ((24 - at) / 30) * spans[range], value, low: value, high: value };
      }),
    }),
  );
  api.answer('addServer', () => ok({ serverId: 'new' }));
}
