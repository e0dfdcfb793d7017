import type { TestedServer } from '../../../shared/contract/server-commands.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { ServerKind } from '../../../shared/servers.ts';
import type { AppPorts } from '../app.ts';
import { readAddress } from './address.ts';
import { recognise } from './recognise.ts';
import { adapterFor } from './registry.ts';
import { createServerClient } from './server-client.ts';

/** "Test connection": says what the server is and what it lists, before anything is saved. Only observes. */
export async function testServer(
  ports: AppPorts,
  wish: { url: string; kind: ServerKind | null; key: string | null },
): Promise<Result<TestedServer>> {
  const address = readAddress(wish.url);
  if (!address.ok) return address;
  let failed: Result<TestedServer> = fail('internal', 'No address to try.');
  for (const baseUrl of address.value.candidates) {
    const tested = await testAt(ports, baseUrl, wish);
    if (tested.ok) return tested;
    failed = tested;
  }
  return failed;

  async function testAt({ http, clock }: AppPorts, baseUrl: string, { kind, key }: typeof wish) {
    const authorisation = async () => ok(key === null ? {} : { authorization: `Bearer ${key}` });
    const client = createServerClient({ http, baseUrl, authorisation });
    const startedAt = clock.monotonic();
    const recognised = await recognise(client);
    if (!recognised.ok) return recognised;
    const observed = await adapterFor(kind ?? recognised.value.kind).observe({
      client,
      place: address.ok ? address.value.place : 'unknown',
      now: () => clock.now(),
      wait: async () => undefined,
      previous: null,
      processes: null,
    });
    if (!observed.ok) return observed;
    return ok({
      kind: kind ?? recognised.value.kind,
      evidence: recognised.value.evidence,
      version: observed.value.version ?? recognised.value.version,
      baseUrl,
      models: observed.value.models.map(({ id, contextAllocated, contextMax }) => ({
        id,
        contextAllocated,
        contextMax,
      })),
      tookMs: clock.monotonic() - startedAt,
    });
  }
}
