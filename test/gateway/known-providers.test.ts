import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, inject, it } from 'vitest';
import { knownProvider } from '../../shared/gateway-providers.ts';

type Manifest = {
  providers?: string[];
  cliBackends?: string[];
  providerAuthAliases?: Record<string, string>;
  modelCatalog?: { aliases?: Record<string, unknown> };
};
type Catalog = { entries: { openclaw?: { providers?: { id: string; aliases?: string[] }[] } }[] };

const packageFolder = path.dirname(inject('openclawCli')[1]);

async function json<T>(...steps: string[]): Promise<T> {
  return JSON.parse(await readFile(path.join(packageFolder, ...steps), 'utf8')) as T;
}

it('every provider the gateway brings along or offers to install is known here', async () => {
  const files = await readdir(path.join(packageFolder, 'dist/extensions'), { recursive: true });
  const manifests = await Promise.all(
    files
      .filter((file) => /^[^/\\]+.openclaw\.plugin\.json$/.test(file))
      .map((file) => json<Manifest>('dist/extensions', file)),
  );
  const catalog = await json<Catalog>('scripts/lib/official-external-provider-catalog.json');
  const ids = [
    ...manifests.flatMap(({ providers, cliBackends, providerAuthAliases, modelCatalog }) => [
      ...(providers ?? []),
      ...(cliBackends ?? []),
      ...Object.keys(providerAuthAliases ?? {}),
      ...Object.keys(modelCatalog?.aliases ?? {}),
    ]),
    ...catalog.entries.flatMap(({ openclaw }) =>
      (openclaw?.providers ?? []).flatMap(({ id, aliases }) => [id, ...(aliases ?? [])]),
    ),
  ];
  expect(ids.length).toBeGreaterThan(50);
  expect(ids.filter((id) => knownProvider(id) === null)).toEqual([]);
});
