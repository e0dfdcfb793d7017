import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeLmStudio, fakeModel, startLmStudio } from '../../fake-servers/index.ts';

const entry = fileURLToPath(new URL('../../../electron/cli/main.ts', import.meta.url));

let home: string;
let server: FakeLmStudio;

beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'pilotlight-cli-'));
  await mkdir(path.join(home, 'openclaw'));
  const model = fakeModel({ id: 'qwen3-30b', params: '30B', maxContext: 131_072 });
  const second = fakeModel({ id: 'gemma-4-27b', params: '27B', maxContext: 131_072 });
  server = await startLmStudio({ models: [model, second].map((each) => ({ ...each, loadMs: 30 })) });
  await server.userLoads('qwen3-30b', { context: 65_536 });
});

afterEach(async () => {
  await server.stop();
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
});

const secret = 'sk-live-0123456789abcdef';

async function writeConfig(change: (text: string) => string = (text) => text): Promise<void> {
  const text = `{
  gateway: { mode: "local", port: 1 },
  agents: {
    defaults: {
      model: { primary: "lmstudio/qwen3-30b", fallbacks: ["anthropic/claude-sonnet-4-5"] },
      models: { "lmstudio/qwen3-30b": { alias: "Qwen" } },
    },
  },
  models: {
    providers: {
      lmstudio: {
        baseUrl: "${server.url}/v1",
        apiKey: "lmstudio",
        api: "openai-responses",
        models: [{ id: "qwen3-30b", name: "Qwen", contextWindow: 65536, maxTokens: 8192 }],
      },
      anthropic: { apiKey: "${secret}", baseUrl: "https://api.anthropic.com", models: [] },
    },
  },
}
`;
  await writeFile(path.join(home, 'openclaw', 'openclaw.json'), change(text), { mode: 0o600 });
}

type Outcome = { code: number | null; stdout: string; stderr: string };

function start(args: string[]) {
  return spawn(process.execPath, [entry, ...args], {
    env: {
      PATH: process.env.PATH,
      HOME: home,
      LANG: 'C.UTF-8',
      PILOTLIGHT_DATA: path.join(home, 'data'),
      PILOTLIGHT_SCAN_PORTS: '',
      OPENCLAW_CONFIG_PATH: path.join(home, 'openclaw', 'openclaw.json'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function pilotlight(...args: string[]): Promise<Outcome> {
  const child = start(args);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

describe('pilotlight status', () => {
  it('shows servers, models and who would answer, without colour in a pipe', async () => {
    await writeConfig();
    const { code, stdout, stderr } = await pilotlight('status');
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toMatch(/LM Studio {2}this machine/);
    expect(stdout).toMatch(/qwen3-30b +warm +64k of 128k/);
    expect(stdout).toMatch(/gemma-4-27b +not loaded/);
    expect(stdout).toMatch(/1 +Qwen +lmstudio\/qwen3-30b +on this machine +warm/);
    expect(stdout).toContain('→ Qwen would answer now.');
    expect(stdout).not.toContain('\x1b');
  });

  it('ends quietly when nobody reads any more', async () => {
    await writeConfig();
    const child = start(['status', '--json']);
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.stdout.destroy();
    const [code] = (await once(child, 'exit')) as [number | null];
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('says the same as data', async () => {
    await writeConfig();
    const { stdout } = await pilotlight('status', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      gateway: { health: 'stopped', configState: 'loaded' },
      servers: [{ kind: 'lm-studio', reachable: true, models: [{ id: 'qwen3-30b', state: 'loaded' }, {}] }],
      chains: [{ agentId: null, answers: 'lmstudio/qwen3-30b', afterSeconds: 0 }],
    });
  });

  it('writes nothing, loads nothing and asks only for lists', async () => {
    await writeConfig();
    await pilotlight('status');
    expect(server.requests.every((request) => request.method === 'GET')).toBe(true);
    const left = await readdir(path.join(home, 'data'));
    expect(left.filter((name) => !name.startsWith('history.db'))).toEqual([]);
    expect(await readdir(path.join(home, 'openclaw'))).toEqual(['openclaw.json']);
  });

  // Windows has no signal that asks a program to end.
  it.skipIf(process.platform === 'win32')(
    'follows changes line by line until it is interrupted',
    async () => {
      await writeConfig();
      const child = start(['status', '--watch', '--json']);
      let stdout = '';
      const changed = new Promise<void>((resolve) => {
        child.stdout.setEncoding('utf8').on('data', (text: string) => {
          if (stdout === '') void server.userUnloads('qwen3-30b');
          stdout += text;
          if (/"answers":"lmstudio\/qwen3-30b","afterSeconds":null/.test(stdout)) resolve();
        });
      });
      await changed;
      child.kill('SIGINT');
      const [code] = await once(child, 'close');
      expect(code).toBe(0);
      for (const line of stdout.trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
    },
  );

  it('helps where there is no config and no server', async () => {
    const { code, stdout } = await pilotlight('status');
    expect(code).toBe(0);
    expect(stdout).toContain('No model server was found.');
    expect(stdout).toMatch(/Config +missing/);
  });
});

describe('pilotlight doctor', () => {
  it('ends with 2 when something is broken, and names the request that failed', async () => {
    await writeConfig();
    await server.stop();
    const { code, stdout } = await pilotlight('doctor');
    expect(code).toBe(2);
    expect(stdout).toMatch(/FAIL Servers reachable/);
    expect(stdout).toContain(`GET ${server.url}/v1/models`);
    expect(stdout).toMatch(/connection-refused/);
  });

  it('gives the report as data, with every finding in words', async () => {
    await writeConfig();
    const { stdout } = await pilotlight('doctor', '--json');
    const report = JSON.parse(stdout) as {
      worst: string;
      findings: { check: string; state: string; says: string }[];
    };
    const states = Object.fromEntries(report.findings.map((each) => [each.check, each.state]));
    // The gateway of this test is not there; everything around the model is well.
    expect(report.worst).toBe('broken');
    expect(states).toMatchObject({
      'who-answers': 'fine',
      'gateway-running': 'broken',
      'server-reachable': 'fine',
      'model-listed': 'fine',
      // LM Studio does not tell whether it stays, so keeping it warm is offered.
      'model-loaded': 'look',
      context: 'fine',
      'responses-api': 'fine',
      cli: 'look',
    });
    for (const each of report.findings) expect(each.says).not.toMatch(/[{}]/);
  });

  it('never shows a key or the home folder, and no host when asked', async () => {
    await writeConfig((text) => text.replace(server.url, 'http://gpu-box.lan:9'));
    const plain = await pilotlight('doctor');
    expect(plain.stdout).toContain('gpu-box.lan');
    const masked = await pilotlight('doctor', '--mask-hosts');
    const data = await pilotlight('doctor', '--mask-hosts', '--json');
    for (const { stdout } of [plain, masked, data]) {
      expect(stdout).not.toContain(secret);
      expect(stdout).not.toContain(home);
    }
    for (const { stdout } of [masked, data]) {
      expect(stdout).not.toMatch(/gpu-box/);
      expect(stdout).toContain('host-');
    }
  });
});

describe('pilotlight reload', () => {
  it('loads a model by its ref, says how far it is, and what was really applied', async () => {
    await writeConfig();
    const { code, stdout } = await pilotlight('reload', 'Qwen', '--context', '32768');
    expect(code).toBe(0);
    expect(stdout).toMatch(/qwen3-30b on LM Studio: unloading\n/);
    expect(stdout).toMatch(/qwen3-30b on LM Studio: loading\n/);
    expect(stdout).toMatch(/warm after .*, context 32768/);
  });

  it('takes an id that a server lists', async () => {
    await writeConfig();
    expect((await pilotlight('reload', 'gemma-4-27b')).code).toBe(0);
  });

  it('says that the server is unreachable rather than that it lacks the model', async () => {
    await writeConfig((text) => text.replace(server.url, 'http://127.0.0.1:9'));
    const byRef = await pilotlight('reload', 'lmstudio/qwen3-30b');
    expect(byRef.code).toBe(1);
    expect(byRef.stderr).toMatch(/^lmstudio is unreachable at http:\/\/127\.0\.0\.1:9: /);
    const byId = await pilotlight('reload', 'qwen3-30b');
    expect(byId.stderr).toMatch(/No watched server has qwen3-30b\.\nlmstudio is unreachable/);
  });

  it('says so when nobody has the model', async () => {
    await writeConfig();
    const { code, stderr } = await pilotlight('reload', 'lmstudio/none');
    expect(code).toBe(1);
    expect(stderr).toContain('No watched server has lmstudio/none.');
  });
});

describe('pilotlight', () => {
  it.each([
    { args: ['--version'], code: 0, says: /^\d+\.\d+\.\d+/ },
    { args: ['--help'], code: 0, says: /pilotlight doctor/ },
    { args: [], code: 0, says: /Usage/ },
    { args: ['nonsense'], code: 64, says: /There is no command "nonsense"/ },
    { args: ['status', '--colour'], code: 64, says: /--colour/ },
    { args: ['reload'], code: 64, says: /Name one model/ },
    { args: ['reload', 'x', '--context', 'many'], code: 64, says: /whole number/ },
  ])('answers $args with $code', async ({ args, code, says }) => {
    const outcome = await pilotlight(...args);
    expect(outcome.code).toBe(code);
    expect(outcome.stdout + outcome.stderr).toMatch(says);
  });
});
