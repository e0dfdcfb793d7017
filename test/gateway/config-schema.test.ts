import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import JSON5 from 'json5';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { diskFiles } from '../../electron/adapters/disk-files.ts';
import { createSchemaEngine } from '../../electron/adapters/schema-worker-client.ts';
import { pathFromDotted } from '../../electron/core/gateway/config-path.ts';
import {
  type ConfigSchema,
  createConfigSchema,
  type SchemaEngine,
} from '../../electron/core/gateway/config-schema.ts';
import { plainWords } from '../../electron/core/gateway/config-schema-check.ts';
import type { Json, Path } from '../../electron/core/gateway/json5-document.ts';
import type { OpenclawCli } from '../../electron/core/gateway/openclaw-cli.ts';
import { createRecordingLog } from '../fakes/recording-log.ts';
import { fixtureConfigs, realCli } from './config-tools.ts';
import { OPENCLAW_VERSION } from './install-openclaw.ts';

const fixtures = await fixtureConfigs();
const workerUrl = new URL('../../electron/adapters/schema-worker.ts', import.meta.url);
let folder: string;
let cli: OpenclawCli;
let engine: SchemaEngine;
let schema: ConfigSchema;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'pilotlight-schema-'));
  cli = await realCli(inject('openclawCli'), folder);
  engine = createSchemaEngine({ workerUrl });
  schema = createConfigSchema({
    engine,
    files: diskFiles,
    folder: path.join(folder, 'kept'),
    log: createRecordingLog(),
  });
  expect(await schema.use(cli)).toEqual({ ok: true, value: undefined });
});

afterAll(async () => {
  await engine?.close();
  await rm(folder, { recursive: true, force: true });
});

async function schemaIssues(config: Json): Promise<{ paths: Path[]; words: string[]; unchecked: string[] }> {
  const checked = await schema.check(config);
  if (!checked.ok) throw new Error(checked.failure.detail);
  const { issues, unchecked } = checked.value;
  const errors = issues.filter((issue) => issue.level === 'error');
  return { paths: errors.map((issue) => issue.path), words: errors.map(plainWords), unchecked };
}

describe('the schema of the real gateway', () => {
  it('is kept on disk by version and needs no CLI the second time', async () => {
    expect(await readdir(path.join(folder, 'kept'))).toEqual([`gateway-schema-${OPENCLAW_VERSION}.json`]);
    const again = createConfigSchema({
      engine,
      files: diskFiles,
      folder: path.join(folder, 'kept'),
      log: createRecordingLog(),
    });
    const schemaText = () => Promise.reject(new Error('asked again'));
    expect(await again.use({ version: OPENCLAW_VERSION, schemaText })).toEqual({
      ok: true,
      value: undefined,
    });
  });

  it.each(fixtures)('finds nothing wrong with $name', async ({ text }) => {
    expect((await schemaIssues(JSON5.parse(text))).words).toEqual([]);
  });

  it('can compile every property but those of plugins', async () => {
    const described = await schema.describe([]);
    const names = described.ok ? (described.value?.keys ?? []).map((each) => each.key) : [];
    expect(names.length).toBeGreaterThan(30);
    const everything = Object.fromEntries(names.map((name) => [name, {}]));
    expect((await schemaIssues(everything)).unchecked.sort()).toEqual(['channels', 'plugins']);
  });

  it('describes the places that the app edits', async () => {
    const places: [Path, object][] = [
      [['agents', 'defaults', 'model', 'fallbacks'], { title: expect.any(String), type: 'array' }],
      [['models', 'mode'], { choices: ['merge', 'replace'], description: expect.any(String) }],
      [
        ['models', 'providers', 'any', 'timeoutSeconds'],
        { type: 'integer', description: expect.any(String) },
      ],
      [['models', 'providers', 'any', 'models', 0, 'contextWindow'], { type: 'number' }],
      [['agents', 'entries', 'any', 'model'], { type: 'string | object' }],
    ];
    for (const [place, expected] of places)
      expect(await schema.describe(place)).toMatchObject({ ok: true, value: expected });
  });

  it.each([
    '{ keepWarm: true }',
    '{ agents: { defaults: { warm: 1 } } }',
    '{ agents: { defaults: { model: { primary: "a/b", fallback: ["c/d"] } } } }',
    '{ agents: { defaults: { model: ["a/b"] } } }',
    '{ agents: { defaults: { heartbeat: { each: "1h" } } } }',
    '{ gateway: { mode: "locl" } }',
    '{ gateway: { port: "18789" } }',
    '{ models: { mode: "mix" } }',
    '{ models: { providers: { "my.dot": { baseUrl: "http://a/v1", models: [{ id: "x" }] } } } }',
    '{ models: { providers: { mine: { baseUrl: "http://a/v1", models: [{ id: "x", name: "X", contextWindow: "64k" }] } } } }',
    '{ models: { providers: { mine: { baseUrl: "http://a/v1", models: [{ id: "x", name: "X", input: ["texts"] }] } } } }',
    '{ models: { providers: { mine: { baseUrl: "http://a/v1", models: [], api: "openai" } } } }',
    '{ models: { providers: { mine: { baseUrl: "http://a/v1", models: [], timeoutSeconds: 0 } } } }',
    '{ models: { providers: { mine: { baseUrl: "http://a/v1", models: [], keepWarm: {} } } } }',
    '{ models: { providers: { mine: { baseUrl: "http://a/v1", models: [], apiKey: { source: "env", provider: "default", id: "lower" } } } } }',
    '{ models: { providers: { mine: { baseUrl: "http://a/v1", models: [], localService: { command: "" } } } } }',
  ])('refuses %s before the gateway does, at the same place', async (text) => {
    const config: Json = JSON5.parse(text);
    const ours = await schemaIssues(config);
    const main = { path: path.join(folder, 'openclaw.json'), text };
    const theirs = await cli.validate({ main, includes: [], stateFolder: null });
    if (!theirs.ok) throw new Error(theirs.failure.detail);
    expect(theirs.value.accepted).toBe(false);
    const places = theirs.value.issues
      .filter((issue) => issue.level === 'error')
      .map((issue) => pathFromDotted(issue.dotted, config));
    expect(ours.paths).toEqual(places);
  });

  it('is less strict than the gateway only in what one field cannot know of another', async () => {
    expect((await schemaIssues({ models: { providers: { mine: { models: [] } } } })).words).toEqual([]);
  });

  it.each([
    '{ gateway: { mode: "local" }, agents: { list: [{ id: "main" }] } }',
    '{ gateway: { mode: "local" }, agents: { defaults: { contextTokens: 1000 } } }',
    '{ gateway: { mode: "local" }, agents: { entries: { main: { default: true, contextTokens: 1000 } } } }',
  ])('only warns of %s, which the gateway moves by itself', async (text) => {
    expect((await schemaIssues(JSON5.parse(text))).words).toEqual([]);
    const main = { path: path.join(folder, 'openclaw.json'), text };
    const verdict = await cli.validate({ main, includes: [], stateFolder: null });
    expect(verdict).toMatchObject({ ok: true, value: { accepted: true } });
    expect(verdict.ok && verdict.value.issues.map((issue) => issue.level)).toContain('warning');
  });

  it('checks a config in far less time than the command line', async () => {
    const config: Json = JSON5.parse(
      fixtures.find((each) => each.name === 'gateway/all-shapes.json5')?.text ?? '',
    );
    const startedAt = performance.now();
    for (let n = 0; n < 20; n += 1) await schemaIssues(config);
    expect((performance.now() - startedAt) / 20).toBeLessThan(50);
  });
});
