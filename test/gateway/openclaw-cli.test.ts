import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import JSON5 from 'json5';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { diskFiles } from '../../electron/adapters/disk-files.ts';
import { pathFromDotted } from '../../electron/core/gateway/config-path.ts';
import { findOpenclawCli, type OpenclawCli } from '../../electron/core/gateway/openclaw-cli.ts';
import { cleanProcesses, fixtureConfigs, realCli } from './config-tools.ts';
import { OPENCLAW_VERSION } from './install-openclaw.ts';
import { cleanEnvironment, runOpenclaw } from './run-openclaw.ts';

const fixtures = await fixtureConfigs();
let folder: string;
let cli: OpenclawCli;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'pilotlight-cli-'));
  cli = await realCli(inject('openclawCli'), folder);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function judge(text: string, main = path.join(folder, 'elsewhere/openclaw.json')) {
  return cli.validate({ main: { path: main, text }, includes: [], stateFolder: null });
}

describe('the real command line', () => {
  it('is found by its launcher on the PATH and tells its version', async () => {
    const launchers = path.join(path.dirname(inject('openclawCli')[1]), '../.bin');
    const env = cleanEnvironment(folder);
    const processes = cleanProcesses(folder, { PATH: `${launchers}${path.delimiter}${env.PATH}` });
    const found = await findOpenclawCli({ processes, files: diskFiles, workFolder: folder, path: null });
    expect(found).toMatchObject({
      ok: true,
      value: { path: path.join(launchers, 'openclaw'), version: OPENCLAW_VERSION },
    });
  });

  it('names the config it would use', async () => {
    expect(await cli.configFile()).toEqual({ ok: true, value: path.join(folder, 'state/openclaw.json') });
  });

  it('judges a copy and leaves neither the copy nor anything else behind', async () => {
    const main = path.join(folder, 'elsewhere/openclaw.json');
    expect(await judge('{ gateway: { mode: "local" } }', main)).toEqual({
      ok: true,
      value: { accepted: true, issues: [] },
    });
    expect(existsSync(main)).toBe(false);
    expect(existsSync(path.join(folder, 'state'))).toBe(false);
    expect(await readdir(path.join(folder, 'work/cli-check'))).toEqual([]);
  });

  it('lays includes beside the copy', async () => {
    const main = path.join(folder, 'elsewhere/openclaw.json');
    const include = {
      path: path.join(folder, 'elsewhere/parts/agents.json5'),
      text: '{ defaults: { warm: 1 } }',
    };
    const text = '{ gateway: { mode: "local" }, agents: { $include: "./parts/agents.json5" } }';
    const verdict = await cli.validate({
      main: { path: main, text },
      includes: [include],
      stateFolder: null,
    });
    expect(verdict).toMatchObject({
      ok: true,
      value: { accepted: false, issues: [{ dotted: 'agents.defaults' }] },
    });
  });

  it.each([
    ['{ gateway: { mode: "local" }, keepWarm: true }', []],
    ['{ agents: { defaults: { warm: 1 } } }', ['agents', 'defaults']],
    ['{ gateway: { mode: "locl" } }', ['gateway', 'mode']],
    ['{ models: { providers: { mine: { models: [] } } } }', ['models', 'providers', 'mine', 'baseUrl']],
    [
      '{ models: { providers: { "my.dot": { baseUrl: "http://a/v1", models: [{ id: "x" }] } } } }',
      ['models', 'providers', 'my.dot', 'models', 0, 'name'],
    ],
  ])('refuses %s and names the place', async (text, place) => {
    const verdict = await judge(text);
    expect(verdict).toMatchObject({ ok: true, value: { accepted: false } });
    const issues = verdict.ok ? verdict.value.issues : [];
    expect(issues.map((issue) => pathFromDotted(issue.dotted, JSON5.parse(text)))).toContainEqual(place);
  });

  it('tells of broken text without naming the copy', async () => {
    const verdict = await judge('{ gateway: { ');
    expect(verdict).toMatchObject({ ok: true, value: { accepted: false, issues: [{ dotted: '<root>' }] } });
    expect(JSON.stringify(verdict)).not.toContain('cli-check');
  });

  it('warns of a variable that is not set, and not of one that is', async () => {
    const text = withKeyFrom('MINE_KEY');
    expect(await judge(text)).toMatchObject({
      ok: true,
      value: { accepted: true, issues: [{ level: 'warning', dotted: 'models.providers.mine.apiKey' }] },
    });
    const informed = await realCli(inject('openclawCli'), folder, { MINE_KEY: 'set' });
    const copy = {
      main: { path: path.join(folder, 'openclaw.json'), text },
      includes: [],
      stateFolder: null,
    };
    expect(await informed.validate(copy)).toEqual({ ok: true, value: { accepted: true, issues: [] } });
  });
});

describe('the fixture configs', () => {
  it.each(fixtures)('$name is accepted', async ({ name, text, path: file }) => {
    const verdict = await judge(text, file);
    if (name.startsWith('gateway/'))
      expect(verdict).toEqual({ ok: true, value: { accepted: true, issues: [] } });
    else expect(verdict).toMatchObject({ ok: true, value: { accepted: true } });
  });

  it('config/with-include is accepted, as one config of several files', async () => {
    const root = fileURLToPath(new URL('../fixtures/config/with-include', import.meta.url));
    const read = async (name: string) => ({
      path: path.join(root, name),
      text: await readFile(path.join(root, name), 'utf8'),
    });
    const names = (await readdir(root)).filter((name) => name !== 'openclaw.json5');
    const verdict = await cli.validate({
      main: await read('openclaw.json5'),
      includes: await Promise.all(names.map(read)),
      stateFolder: null,
    });
    expect(verdict).toMatchObject({ ok: true, value: { accepted: true } });
  });
});

describe('the recorded shapes of its answers', () => {
  const cases: [fixture: string, config: string | null][] = [
    ['cli-validate-ok.json', '{ gateway: { mode: "local" } }'],
    ['cli-validate-warnings.json', withKeyFrom('NO_KEY')],
    ['cli-validate-unknown-key.json', '{ keepWarm: 1, agents: { defaults: { a: 1, b: 2 } } }'],
    ['cli-validate-cross-field.json', '{ models: { providers: { mine: { api: "openai-responses" } } } }'],
    ['cli-validate-choice.json', '{ gateway: { mode: "locl" } }'],
    ['cli-validate-missing-file.json', null],
  ];

  it.each(cases)('%s is still what it prints', async (fixture, config) => {
    const file = path.join(folder, `${fixture}5`);
    if (config !== null) await writeFile(file, config);
    const env = cleanEnvironment(folder, { OPENCLAW_CONFIG_PATH: file });
    const { stdout } = await runOpenclaw(inject('openclawCli'), ['config', 'validate', '--json'], env);
    expect(shapeOf(JSON.parse(stdout))).toEqual(shapeOf(await recorded(fixture)));
  });

  it('cli-config-file.json is still what it prints', async () => {
    const env = cleanEnvironment(folder);
    const { stdout } = await runOpenclaw(inject('openclawCli'), ['config', 'file', '--json'], env);
    expect(shapeOf(JSON.parse(stdout))).toEqual(shapeOf(await recorded('cli-config-file.json')));
  });
});

function withKeyFrom(variable: string): string {
  const provider = `{ baseUrl: "http://a/v1", apiKey: "\${${variable}}", models: [] }`;
  return `{ gateway: { mode: "local" }, models: { providers: { mine: ${provider} } } }`;
}

async function recorded(name: string): Promise<unknown> {
  return JSON.parse(await readFile(new URL(`../fixtures/gateway/${name}`, import.meta.url), 'utf8'));
}

/** Keys and kinds of values; paths inside the config count as values, file names and words do not. */
function shapeOf(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => shapeOf(each));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shapeOf(each, name)]));
  if (typeof value !== 'string') return value;
  return key === 'message' || path.isAbsolute(value) ? 'text' : value;
}
