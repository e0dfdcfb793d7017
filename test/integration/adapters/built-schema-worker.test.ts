import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';
import { expect, it } from 'vitest';
import { createSchemaEngine } from '../../../electron/adapters/schema-worker-client.ts';

it('the schema check runs from the built file, with its libraries inside', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'pilotlight-built-'));
  const configFile = fileURLToPath(new URL('../../../build/vite.node.ts', import.meta.url));
  await build({
    configFile,
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true, sourcemap: false },
  });
  // Far from any node_modules, as in a package.
  const engine = createSchemaEngine({ workerUrl: pathToFileURL(path.join(folder, 'schema-worker.js')) });
  try {
    const schema = new URL('../../fixtures/gateway/stand-in-schema.json', import.meta.url);
    expect(await engine.load(readFileSync(schema, 'utf8'))).toEqual({ ok: true, value: undefined });
    expect(await engine.check({ gateway: { port: 0 } })).toMatchObject({
      ok: true,
      value: { issues: [{ path: ['gateway', 'port'] }] },
    });
  } finally {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  }
}, 90_000);
