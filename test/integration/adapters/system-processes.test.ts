import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readShellEnvironment } from '../../../electron/adapters/login-shell.ts';
import { createProcesses } from '../../../electron/adapters/system-processes.ts';

const isPosix = process.platform !== 'win32';
const undo: (() => void)[] = [];
afterEach(() => {
  for (const each of undo.splice(0).toReversed()) each();
});

function homeWith(profile: string): NodeJS.ProcessEnv {
  const home = mkdtempSync(path.join(os.tmpdir(), 'pilotlight-home-'));
  undo.push(() => rmSync(home, { recursive: true, force: true }));
  writeFileSync(path.join(home, '.profile'), profile);
  return { PATH: process.env.PATH, HOME: home, SHELL: '/bin/sh' };
}

/** A server whose callers are told from outside that they live, and that they died. */
async function lifeline(): Promise<{ port: number; next(): Promise<{ died: Promise<void> }> }> {
  const waiting: ((socket: Socket) => void)[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    // What is left at the end of a test ends itself with its connection.
    undo.push(() => void socket.destroy());
    waiting.shift()?.(socket);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  undo.push(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    next: () =>
      new Promise((resolve) => {
        waiting.push((socket) => {
          socket.resume();
          resolve({ died: new Promise((died) => void socket.once('close', () => died())) });
        });
      }),
  };
}

/** As `openclaw` is: a launcher that starts the program that does the work, which here never ends. */
const launcher = `
  const { spawn } = require('node:child_process');
  const work = "require('node:net').connect(" + process.argv[1] + ", '127.0.0.1').on('close', () => process.exit())";
  spawn(process.execPath, ['-e', work], { stdio: 'inherit' });
`;

describe.runIf(isPosix)('the environment of a login shell', () => {
  it('is read also when a start file leaves a program behind that keeps the output open', async () => {
    const { port, next } = await lifeline();
    const left = next();
    const program = `require('node:net').connect(${port}, '127.0.0.1')`;
    const environment = homeWith(`"${process.execPath}" -e "${program}" &\nexport OPENCLAW_HOME=/x\n`);
    const running = new Set<never>();
    // With a limit that is never reached: the answer alone ends the wait.
    const variables = await readShellEnvironment(environment, running, 2 ** 31 - 1);
    expect(variables.OPENCLAW_HOME).toBe('/x');
    expect(Object.values(variables).join()).not.toContain('__pilotlight');
    expect(running.size).toBe(0);
    // It is the person's own program: still there. Closing the server ends it.
    await left;
  });

  it('is the own one when a start file hangs, and nothing of that shell goes on', async () => {
    const { port, next } = await lifeline();
    const started = next();
    const program = `require('node:net').connect(${port}, '127.0.0.1')`;
    const environment = homeWith(`"${process.execPath}" -e "${program}"\nexport OPENCLAW_HOME=/x\n`);
    const variables = readShellEnvironment(environment, new Set(), 2_000);
    const { died } = await started;
    expect((await variables).OPENCLAW_HOME).toBeUndefined();
    await died;
  });
});

describe('a program', () => {
  const limits = { timeoutMs: 60_000, maxBytes: 100_000 };

  it('is run to its end, with its input, its output and its code', async () => {
    const processes = createProcesses();
    const script = "process.stdin.pipe(process.stdout); process.stderr.write('é'); process.exitCode = 3";
    const outcome = await processes.run(process.execPath, ['-e', script], { ...limits, stdin: 'in' });
    expect(outcome).toMatchObject({ ok: true, value: { code: 3, stdout: 'in', stderr: 'é' } });
  });

  it('that is not there, or prints too much, is a failure', async () => {
    const processes = createProcesses();
    expect(await processes.run('/nowhere/openclaw', [], limits)).toMatchObject({
      failure: { code: 'cli-failed', detail: expect.stringContaining('ENOENT') },
    });
    const flood = "const f = () => process.stdout.write('x'.repeat(9999), f); f()";
    expect(await processes.run(process.execPath, ['-e', flood], limits)).toMatchObject({
      failure: { code: 'cli-failed' },
    });
  });

  it.runIf(isPosix).each(['cancelled', 'timed-out'] as const)(
    'that is %s ends with all it started',
    async (how) => {
      const { port, next } = await lifeline();
      const started = next();
      const cancel = new AbortController();
      const outcome = createProcesses().run(process.execPath, ['-e', launcher, String(port)], {
        ...limits,
        signal: cancel.signal,
        ...(how === 'timed-out' ? { timeoutMs: 3_000 } : {}),
      });
      const { died } = await started;
      if (how === 'cancelled') cancel.abort();
      expect(await outcome).toMatchObject({ ok: false, failure: { code: how } });
      await died;
    },
  );

  it.runIf(isPosix)('still running when the app ends goes with it, and what it started too', async () => {
    const { port, next } = await lifeline();
    const started = next();
    const processes = createProcesses();
    const outcome = processes.run(process.execPath, ['-e', launcher, String(port)], limits);
    const { died } = await started;
    processes.stop();
    await outcome;
    await died;
  });

  it.runIf(isPosix)('that leaves one behind with its output open is over when it ends itself', async () => {
    const { port, next } = await lifeline();
    const started = next();
    const script = `${launcher}; console.log('done'); process.on('beforeExit', () => {}); setTimeout(() => process.exit(0), 50)`;
    const outcome = await createProcesses().run(process.execPath, ['-e', script, String(port)], limits);
    expect(outcome).toMatchObject({ ok: true, value: { code: 0, stdout: 'done\n' } });
    await started;
  });
});
