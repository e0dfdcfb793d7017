import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSchemaEngine } from '../../../electron/adapters/schema-worker-client.ts';
import type { SchemaEngine } from '../../../electron/core/gateway/config-schema.ts';
import type { Json } from '../../../electron/core/gateway/json5-document.ts';
import { ok } from '../../../shared/result.ts';

const workerUrl = new URL('../../../electron/adapters/schema-worker.ts', import.meta.url);
const schemaText = readFileSync(
  new URL('../../fixtures/gateway/stand-in-schema.json', import.meta.url),
  'utf8',
);

let engine: SchemaEngine;
let folder: string;

beforeEach(async () => {
  engine = createSchemaEngine({ workerUrl });
  folder = await mkdtemp(path.join(os.tmpdir(), 'pilotlight-worker-'));
});

afterEach(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

/** A worker that does what `body` says, once for each message. */
async function workerDoing(body: string): Promise<URL> {
  const file = path.join(folder, 'worker.mjs');
  const start = `import { parentPort } from 'node:worker_threads';\n`;
  await writeFile(file, `${start}parentPort.on('message', (request) => { ${body} });\n`);
  return pathToFileURL(file);
}

describe('the schema check on its own thread', () => {
  it('checks and describes', async () => {
    expect(await engine.load(schemaText)).toEqual(ok(undefined));
    expect(await engine.check({ gateway: { port: 0 } })).toMatchObject({
      ok: true,
      value: { issues: [{ path: ['gateway', 'port'], problem: { is: 'out-of-range' } }], unchecked: [] },
    });
    expect(await engine.describe(['gateway', 'port'])).toMatchObject({ ok: true, value: { title: 'Port' } });
    expect(await engine.describe(['nothing'])).toEqual(ok(null));
  });

  it('answers each question with its own answer', async () => {
    await engine.load(schemaText);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, port) => engine.check({ gateway: { port: port % 2 } })),
    );
    expect(answers.map((each) => each.ok && each.value.issues.length)).toEqual(
      Array.from({ length: 50 }, (_, port) => (port % 2 === 0 ? 1 : 0)),
    );
  });

  it.each(['', '[]', '{}', 'null'])('refuses %j as a schema', async (text) => {
    expect(await engine.load(text)).toMatchObject({ ok: false, failure: { code: 'cli-failed' } });
    expect(await engine.check({})).toMatchObject({ ok: false, failure: { code: 'cli-missing' } });
  });

  it('survives a config that is nested too deep', async () => {
    await engine.load(schemaText);
    let deep: Json = {};
    for (let n = 0; n < 200_000; n += 1) deep = { a: deep };
    expect(await engine.check({ models: deep })).toBeTypeOf('object');
    expect(await engine.check({ gateway: { mode: 'local' } })).toEqual(ok({ issues: [], unchecked: [] }));
  });

  it('can be used again after it was closed', async () => {
    await engine.load(schemaText);
    await engine.close();
    expect(await engine.check({})).toEqual(ok({ issues: [], unchecked: [] }));
  });

  it('fails what waits when the worker breaks, and starts another one', async () => {
    const breaking = createSchemaEngine({
      workerUrl: await workerDoing(`if (request.ask === 'check') throw new Error('boom');
        parentPort.postMessage({ id: request.id, result: { ok: true, value: null } });`),
    });
    await breaking.load(schemaText);
    expect(await breaking.check({})).toMatchObject({ ok: false, failure: { code: 'internal' } });
    expect(await breaking.describe([])).toEqual(ok(null));
    await breaking.close();
  });

  it('gives up on a worker that never answers', async () => {
    const silent = createSchemaEngine({ workerUrl: await workerDoing(''), limitMs: 50 });
    expect(await silent.check({})).toMatchObject({ ok: false, failure: { code: 'timed-out' } });
    await silent.close();
  });

  it('says so when the worker is not there', async () => {
    const absent = createSchemaEngine({ workerUrl: pathToFileURL(path.join(folder, 'absent.js')) });
    expect(await absent.load(schemaText)).toMatchObject({ ok: false, failure: { code: 'internal' } });
    await absent.close();
  });
});
