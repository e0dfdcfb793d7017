import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type CliOptions,
  findOpenclawCli,
  type OpenclawCli,
} from '../../../../electron/core/gateway/openclaw-cli.ts';
import type { Processes } from '../../../../electron/core/ports.ts';
import { fail, ok, type Result } from '../../../../shared/result.ts';
import { createMemoryFiles, type MemoryFiles } from '../../../fakes/memory-files.ts';

type Call = { command: string; args: readonly string[]; env: Record<string, string> };
type Answer = Result<{ code: number | null; stdout: string; stderr: string; tookMs: number }>;

const versionLine = 'OpenClaw 2026.9.6 (abc1234)\n';

function answer(stdout: string, code = 0, stderr = ''): Answer {
  return ok({ code, stdout, stderr, tookMs: 1 });
}

function recorded(name: string): string {
  return readFileSync(new URL(`../../../fixtures/gateway/${name}`, import.meta.url), 'utf8');
}

/** A machine on which `answers` says what each command prints. */
function machine(options: {
  files?: MemoryFiles;
  platform?: string;
  variables?: Record<string, string>;
  answers: (call: Call) => Answer | Promise<Answer>;
}) {
  const calls: Call[] = [];
  const files = options.files ?? createMemoryFiles({ '/usr/local/bin/openclaw': '' });
  const processes: Processes = {
    environment: {},
    platform: options.platform ?? 'linux',
    homeFolder: '/home/me',
    freeMemory: async () => null,
    mayHaveGraphicsMemory: async () => true,
    shellEnvironment: async () => options.variables ?? { PATH: '/usr/local/bin:/usr/bin' },
    async run(command, args, { env = {} }) {
      const call = { command, args, env };
      calls.push(call);
      return options.answers(call);
    },
  };
  const find = (path: string | null = null): Promise<Result<OpenclawCli>> => {
    const found: CliOptions = { processes, files, workFolder: '/data', path };
    return findOpenclawCli(found);
  };
  return { calls, files, find };
}

async function cliAnswering(answers: (call: Call) => Answer | Promise<Answer>, files?: MemoryFiles) {
  const { find, ...rest } = machine({
    answers: (call) => (call.args.includes('--version') ? answer(versionLine) : answers(call)),
    ...(files === undefined ? {} : { files }),
  });
  const found = await find();
  if (!found.ok) throw new Error(found.failure.detail);
  return { cli: found.value, ...rest };
}

function copyOf(text: string) {
  return { main: { path: '/conf/openclaw.json', text }, includes: [], stateFolder: null };
}

describe('finding the openclaw command', () => {
  it('takes the first on the PATH of the login shell', async () => {
    const files = createMemoryFiles({ '/my/bin/openclaw': '', '/usr/local/bin/openclaw': '' });
    const { find } = machine({
      files,
      variables: { PATH: '/my/bin:/usr/bin' },
      answers: () => answer(versionLine),
    });
    expect(await find()).toMatchObject({
      ok: true,
      value: { path: '/my/bin/openclaw', version: '2026.9.6' },
    });
  });

  it.each([
    '/opt/homebrew/bin/openclaw',
    '/home/me/.openclaw/bin/openclaw',
    '/home/me/.npm-global/bin/openclaw',
    '/home/me/Library/pnpm/openclaw',
  ])('finds %s although no PATH names it', async (path) => {
    const { find } = machine({
      files: createMemoryFiles({ [path]: '' }),
      variables: { PATH: '/usr/bin:/bin' },
      answers: () => answer(versionLine),
    });
    expect(await find()).toMatchObject({ ok: true, value: { path } });
  });

  it('goes on to the next when the first does not run', async () => {
    const files = createMemoryFiles({ '/a/openclaw': '', '/b/openclaw': '' });
    const { find } = machine({
      files,
      variables: { PATH: '/a:/b' },
      answers: ({ command }) =>
        command === '/a/openclaw' ? answer('', 1, 'too old a Node') : answer(versionLine),
    });
    expect(await find()).toMatchObject({ ok: true, value: { path: '/b/openclaw' } });
  });

  it('says why the first does not run when none does', async () => {
    const files = createMemoryFiles({ '/a/openclaw': '', '/b/openclaw': '' });
    const { find } = machine({
      files,
      variables: { PATH: '/a:/b' },
      answers: ({ command }) =>
        answer('', 1, command === '/a/openclaw' ? 'first line\nNode is too old\n' : 'else'),
    });
    expect(await find()).toEqual(fail('cli-failed', '/a/openclaw: It ended with 1: Node is too old'));
  });

  it('says that there is none', async () => {
    const { find } = machine({ files: createMemoryFiles(), answers: () => answer(versionLine) });
    expect(await find()).toMatchObject({ ok: false, failure: { code: 'cli-missing' } });
  });

  it('uses only the path that was set, and runs a script through Node', async () => {
    const { find, calls } = machine({ answers: () => answer(versionLine) });
    expect(await find('/apps/openclaw/openclaw.mjs')).toMatchObject({ ok: true });
    expect(calls).toMatchObject([{ command: 'node', args: ['/apps/openclaw/openclaw.mjs', '--version'] }]);
  });

  it('does not look elsewhere when the path that was set is wrong', async () => {
    const { find, calls } = machine({
      answers: () => fail('cli-failed', 'could not be run (ENOENT).'),
    });
    expect(await find('/wrong')).toEqual(fail('cli-failed', '/wrong: could not be run (ENOENT).'));
    expect(calls).toHaveLength(1);
  });

  it('runs the script behind the launcher on Windows', async () => {
    const script = '/npm/node_modules/openclaw/openclaw.mjs';
    const { find, calls } = machine({
      platform: 'win32',
      files: createMemoryFiles({ '/npm/openclaw.cmd': '', [script]: '' }),
      variables: { Path: '/npm;/other' },
      answers: () => answer(versionLine),
    });
    expect(await find()).toMatchObject({ ok: true, value: { path: script } });
    expect(calls[0]).toMatchObject({ command: 'node', args: [script, '--version'] });
  });

  it('does not take another program of that name', async () => {
    const { find } = machine({ answers: () => answer('openclaw the game 1.2\n') });
    expect(await find()).toMatchObject({ ok: false, failure: { code: 'cli-failed' } });
  });
});

describe('asking the openclaw command', () => {
  it('gives it the variables of the login shell', async () => {
    const { find, calls } = machine({
      variables: { PATH: '/usr/local/bin', MY_KEY: 'x' },
      answers: () => answer(versionLine),
    });
    await find();
    expect(calls[0]?.env).toMatchObject({ MY_KEY: 'x', NO_COLOR: '1' });
  });

  it('reads which config it would use', async () => {
    const { cli } = await cliAnswering(() => answer(recorded('cli-config-file.json')));
    expect(await cli.configFile()).toEqual(ok('/config/openclaw.json'));
  });

  it.each([
    ['cli-validate-ok.json', true, []],
    ['cli-validate-warnings.json', true, ['warning models.providers.mine.apiKey']],
    ['cli-validate-unknown-key.json', false, ['error agents.defaults', 'error <root>']],
    [
      'cli-validate-cross-field.json',
      false,
      ['error models.providers.mine.baseUrl', 'error models.providers.mine.models'],
    ],
    ['cli-validate-choice.json', false, ['error gateway.mode']],
    ['cli-validate-missing-file.json', false, ['error <root>']],
  ])('reads the verdict %s', async (fixture, accepted, told) => {
    const { cli } = await cliAnswering(() => answer(recorded(fixture), accepted ? 0 : 1));
    const verdict = await cli.validate(copyOf('{}'));
    expect(verdict).toMatchObject({ ok: true, value: { accepted } });
    expect(verdict.ok && verdict.value.issues.map((issue) => `${issue.level} ${issue.dotted}`)).toEqual(told);
  });

  it('reads past lines that a plugin printed first', async () => {
    const { cli } = await cliAnswering(() => answer(`[plugin] hello\n${recorded('cli-validate-ok.json')}`));
    expect(await cli.validate(copyOf('{}'))).toMatchObject({ ok: true, value: { accepted: true } });
  });

  it.each([
    ['nothing but an error', answer('', 1, 'it broke\n')],
    ['something else than JSON', answer('valid!')],
    ['other JSON', answer('{"status":"fine"}')],
    ['a time-out', fail('timed-out', 'too slow')],
  ])('gives no verdict from %s', async (_, given) => {
    const { cli } = await cliAnswering(() => given);
    expect(await cli.validate(copyOf('{}'))).toMatchObject({ ok: false });
  });

  it('shows it a private copy, names the real file in the verdict, and removes the copy', async () => {
    const files = createMemoryFiles({ '/usr/local/bin/openclaw': '' });
    const { cli } = await cliAnswering(({ env }) => {
      const path = env.OPENCLAW_CONFIG_PATH ?? '';
      expect(path.startsWith('/data/cli-check/')).toBe(true);
      expect(files.text(path)).toBe('{ port: 1 }');
      return answer(JSON.stringify({ valid: false, error: { message: `cannot read ${path}` } }), 1);
    }, files);
    const verdict = await cli.validate({ ...copyOf('{ port: 1 }'), stateFolder: '/state' });
    expect(verdict).toMatchObject({
      ok: true,
      value: { issues: [{ message: 'cannot read /conf/openclaw.json' }] },
    });
    expect(await files.list('/data')).toEqual(ok([]));
  });

  it('lays included files beside the copy and refuses those that lie outside', async () => {
    const files = createMemoryFiles({ '/usr/local/bin/openclaw': '' });
    const { cli, calls } = await cliAnswering(({ env }) => {
      expect(env).toMatchObject({ OPENCLAW_STATE_DIR: '/state' });
      expect(files.text('/data/cli-check/parts/agents.json5')).toBe('{ a: 1 }');
      return answer(recorded('cli-validate-ok.json'));
    }, files);
    const copy = { ...copyOf('{}'), stateFolder: '/state' };
    const inside = { path: '/conf/parts/agents.json5', text: '{ a: 1 }' };
    expect(await cli.validate({ ...copy, includes: [inside] })).toMatchObject({ ok: true });
    const asked = calls.length;
    const outside = { path: '/shared/agents.json5', text: '{}' };
    expect(await cli.validate({ ...copy, includes: [inside, outside] })).toMatchObject({
      ok: false,
      failure: { code: 'config-check-failed' },
    });
    expect(calls).toHaveLength(asked);
  });

  it('clears what a check that was killed has left, and fails when the disk is full', async () => {
    const files = createMemoryFiles({ '/usr/local/bin/openclaw': '', '/data/cli-check/old.json': 'secret' });
    const { cli } = await cliAnswering(() => answer(recorded('cli-validate-ok.json')), files);
    await cli.validate(copyOf('{}'));
    expect(files.text('/data/cli-check/old.json')).toBeNull();
    files.writesFail('config-write-failed');
    expect(await cli.validate(copyOf('{}'))).toMatchObject({
      ok: false,
      failure: { code: 'config-write-failed' },
    });
  });

  it('checks one copy at a time and skips one that is no longer wanted', async () => {
    let running = 0;
    const { cli, calls } = await cliAnswering(async () => {
      running += 1;
      expect(running).toBe(1);
      await Promise.resolve();
      running -= 1;
      return answer(recorded('cli-validate-ok.json'));
    });
    const before = calls.length;
    const aborted = new AbortController();
    const verdicts = [
      cli.validate(copyOf('{}')),
      cli.validate(copyOf('{}'), aborted.signal),
      cli.validate(copyOf('{}')),
    ];
    aborted.abort();
    expect((await Promise.all(verdicts)).map((each) => (each.ok ? 'judged' : each.failure.code))).toEqual([
      'judged',
      'cancelled',
      'judged',
    ]);
    expect(calls.length - before).toBe(2);
  });

  it('takes a schema only for what has properties', async () => {
    const { cli } = await cliAnswering(() => answer('notice\n{"properties":{"gateway":{}}}'));
    expect(await cli.schemaText()).toEqual(ok('{"properties":{"gateway":{}}}'));
    const { cli: other } = await cliAnswering(() => answer('{"error":"no"}', 1));
    expect(await other.schemaText()).toMatchObject({ ok: false, failure: { code: 'cli-failed' } });
  });
});
