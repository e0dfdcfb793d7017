import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasFileModes } from '../../fakes/platform.ts';

/** The headless host as a person starts it: by its own entry, and by the command line. */
const headless = fileURLToPath(new URL('../../../electron/headless.ts', import.meta.url));
const cli = fileURLToPath(new URL('../../../electron/cli/main.ts', import.meta.url));

let home: string;
let running: ChildProcess[];
const inHome = (...names: string[]) => path.join(home, ...names);

beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'pilotlight-start-'));
  await mkdir(inHome('tmp'));
  running = [];
});
afterEach(async () => {
  for (const child of running) await ended(child, 'SIGKILL');
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
});

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}

function begin(entry: string, args: string[]) {
  const child = spawn(process.execPath, [entry, ...args], {
    env: {
      PATH: process.env.PATH,
      HOME: home,
      TMPDIR: inHome('tmp'),
      PILOTLIGHT_DATA: inHome('data'),
      PILOTLIGHT_SCAN_PORTS: '',
      OPENCLAW_CONFIG_PATH: inHome('openclaw.json'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  return child;
}

async function outcome(entry: string, ...args: string[]) {
  const child = begin(entry, args);
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...said };
}

async function aHost(...args: string[]) {
  const child = begin(headless, ['--json', ...args]);
  for await (const line of createInterface({ input: child.stdout })) {
    const { url, port } = JSON.parse(line) as { url: string; port: number };
    return { child, url: new URL(url), port };
  }
  throw new Error('The host ended before it was ready.');
}

function post(port: number, at: string, headers: Record<string, string>, body = ''): Promise<number> {
  const origin = `http://127.0.0.1:${port}`;
  return new Promise((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port, path: at, method: 'POST', headers: { origin, ...headers } },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
}

describe('a start that cannot be', () => {
  it.each([
    { args: ['--port', 'abc'], code: 64, says: '--port takes a number' },
    { args: ['--port', '99999'], code: 64, says: '--port takes a number' },
    { args: ['--nonsense'], code: 64, says: '--nonsense' },
    { args: ['--demo', '--metrics', '--metrics-token', 'short'], code: 64, says: 'metrics token' },
  ])(
    '($args) says why in a line or two, by both entries, and leaves nothing',
    async ({ args, code, says }) => {
      for (const found of [await outcome(headless, ...args), await outcome(cli, 'serve', ...args)]) {
        expect(found.code).toBe(code);
        expect(found.stderr).toContain(says);
        expect(found.stderr).toContain('Try: ');
        expect(found.stderr).not.toMatch(/^ +at /m);
      }
      expect(await readdir(inHome('tmp'))).toEqual([]);
    },
  );

  it('because the port is taken says so, and takes the demo’s folder away', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const port = String((other.address() as AddressInfo).port);
    const { code, stderr } = await outcome(headless, '--demo', '--port', port);
    expect(code).toBe(70);
    expect(stderr).toBe(`Port ${port} is taken by another program. Choose another one with --port.\n`);
    expect(await readdir(inHome('tmp'))).toEqual([]);
    other.close();
  });
});

describe('a second host on the same data folder', () => {
  it('says who runs and where, and ends; a command that only looks is welcome', async () => {
    const first = await aHost();
    const { code, stderr } = await outcome(headless);
    expect(code).toBe(70);
    expect(stderr).toContain(`process ${first.child.pid}, at http://127.0.0.1:${first.port}`);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(await outcome(cli, 'status')).toMatchObject({ code: 0, stderr: '' });
    expect(first.child.exitCode).toBeNull();
  });

  it('may start once the first is gone, however it went', async () => {
    await ended((await aHost()).child, 'SIGKILL');
    const second = await aHost();
    await ended(second.child, 'SIGTERM');
    expect(await readdir(inHome('data'))).not.toContain('running.json');
    await aHost();
  });
});

describe('pilotlight url', () => {
  it('gives one more link for the running host, as the browser sees it', async () => {
    const host = await aHost();
    const { code, stdout } = await outcome(cli, 'url');
    expect(code).toBe(0);
    const link = new URL(stdout.trim());
    expect(link.origin).toBe(host.url.origin);
    expect(link.hash).not.toBe(host.url.hash);
    expect(await post(host.port, '/session', {}, link.hash.slice('#token='.length))).toBe(204);
    expect(new URL((await outcome(cli, 'url', '--port', '5000')).stdout.trim()).host).toBe('127.0.0.1:5000');
  });

  it('is for whoever can read the data folder, and nobody else', async () => {
    const host = await aHost();
    const file = inHome('data', 'running.json');
    if (hasFileModes) expect((await stat(file)).mode & 0o777).toBe(0o600);
    const { door } = JSON.parse(await readFile(file, 'utf8')) as { door: { key: string } };
    const bearer = { authorization: `Bearer ${door.key}` };
    expect(await post(host.port, '/link', bearer)).toBe(200);
    expect(await post(host.port, '/link', {})).toBe(401);
    expect(await post(host.port, '/link', { authorization: 'Bearer wrong' })).toBe(401);
    expect(await post(host.port, '/link', { ...bearer, origin: 'https://evil.example' })).toBe(403);
    expect(await post(host.port, '/link', { ...bearer, host: 'evil.example' })).toBe(403);
  });

  it('says so where no host runs', async () => {
    expect(await outcome(cli, 'url')).toMatchObject({ code: 1, stdout: '' });
    await ended((await aHost()).child, 'SIGKILL');
    expect((await outcome(cli, 'url')).stderr).toContain('No headless host runs');
  });
});
