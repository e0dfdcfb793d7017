import { expect, test, vi } from 'vitest';
import { buildChangeSet } from '../../../../../electron/core/gateway/edits/change-set.ts';
import { createSecretMask } from '../../../../../electron/core/gateway/secret-mask.ts';
import type { Result } from '../../../../../shared/result.ts';
import { createMemoryFiles } from '../../../../fakes/memory-files.ts';

const path = '/home/ada/.openclaw/openclaw.json';

// A reader of the gateway that understands something else than we do: no text is known that brings that about.
vi.mock('../../../../../electron/core/gateway/json5/oracle.ts', () => ({
  readAsGateway: (text: string) => (text.includes('misread') ? { other: 1 } : { fine: 2 }),
}));

function typed(text: string): Promise<Result<unknown>> {
  const files = createMemoryFiles({ [path]: '{ fine: 1 }' });
  const mask = createSecretMask(() => 0.5);
  return buildChangeSet({ files, mainPath: path, includeRoots: [], mask }, [
    { edit: 'replace-text', file: path, text },
  ]);
}

test('a whole text that the gateway would read differently is refused', async () => {
  expect(await typed('{ fine: 2 }')).toMatchObject({ ok: true });
  expect(await typed('{ fine: 2 } // misread')).toMatchObject({
    ok: false,
    failure: { code: 'edit-not-possible' },
  });
});
