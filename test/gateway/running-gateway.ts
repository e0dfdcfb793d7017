import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { inject } from 'vitest';
import type { CliVerdict } from '../../electron/core/gateway/openclaw-answers.ts';
import type { Result } from '../../shared/result.ts';
import { realCli } from './config-tools.ts';
import type { OpenclawCli } from './install-openclaw.ts';
import { LogLines } from './log-lines.ts';
import { type CliOutcome, cleanEnvironment, runOpenclaw } from './run-openclaw.ts';
import { type TurnOutcome, turnOutcome } from './turn-outcome.ts';

export interface GatewayOptions {
  /** The text of openclaw.json. Port, token and loopback come from outside, so it may leave them out. */
  readonly config: string;
  readonly env?: Record<string, string>;
  readonly cli?: OpenclawCli;
}

export interface RunningGateway {
  readonly url: string;
  readonly port: number;
  readonly token: string;
  readonly configPath: string;
  readonly folder: string;
  readonly log: LogLines;
  /** The variables under which the gateway runs, for commands that are to reach it. */
  readonly env: Record<string, string>;
  /** Looks at the whole log unless `from` (a `log.lines.length` taken before) says where to begin. */
  waitForLog(pattern: RegExp, timeoutMs?: number, from?: number): Promise<string>;
  probe(name: 'healthz' | 'startupz' | 'readyz'): Promise<{ status: number; body: unknown }>;
  turn(message: string, sessionId: string, timeoutMs?: number): Promise<TurnOutcome>;
  /** What the gateway's command line says of this text in place of its config. */
  validate(text: string): Promise<CliVerdict>;
  /** The JSON Schema of the whole config; fetched once. */
  schema(): Promise<string>;
  run(args: readonly string[], timeoutMs?: number): Promise<CliOutcome>;
  stop(): Promise<void>;
}

const READY_LIMIT_MS = 90_000;
const PROBE_PAUSE_MS = 100;
const PROBE_LIMIT_MS = 3_000;
const STOP_LIMIT_MS = 15_000;

/** A real gateway in a folder of its own, ready to answer; stop it in the test's end. */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const cli = options.cli ?? inject('openclawCli');
  const folder = await mkdtemp(path.join(os.tmpdir(), 'pilotlight-gateway-'));
  const configPath = path.join(folder, 'state/openclaw.json');
  const port = await freePort();
  const token = 'token-for-tests';
  const env = cleanEnvironment(path.join(folder, 'home'), {
    OPENCLAW_STATE_DIR: path.join(folder, 'state'),
    OPENCLAW_CONFIG_PATH: configPath,
    OPENCLAW_GATEWAY_TOKEN: token,
    OPENCLAW_GATEWAY_PORT: String(port),
    OPENCLAW_WORKSPACE_DIR: path.join(folder, 'workspace'),
    ...options.env,
  });
  for (const each of ['state', 'workspace', 'home/tmp'])
    await mkdir(path.join(folder, each), { recursive: true });
  await writeFile(configPath, options.config, { mode: 0o600 });

  const log = new LogLines();
  const child = spawnGateway(cli, env, port, log);
  const url = `http://127.0.0.1:${port}`;
  const appCli = () => realCli(cli, folder, env);
  let schemaText: Promise<string> | null = null;
  const gateway: RunningGateway = {
    url,
    port,
    token,
    configPath,
    folder,
    log,
    env,
    waitForLog: (pattern, timeoutMs, from) => log.waitFor(pattern, timeoutMs, from),
    probe: (name) => probe(`${url}/${name}`),
    async validate(text) {
      const main = { path: configPath, text };
      return unwrap(await (await appCli()).validate({ main, includes: [], stateFolder: null }));
    },
    schema() {
      schemaText ??= appCli().then(async (own) => unwrap(await own.schemaText()));
      return schemaText;
    },
    run: (args, timeoutMs) => runOpenclaw(cli, args, env, timeoutMs),
    async turn(message, sessionId, timeoutMs = 240_000) {
      const args = ['agent', '--message', message, '--session-id', sessionId, '--json'];
      return turnOutcome(await runOpenclaw(cli, args, env, timeoutMs));
    },
    async stop() {
      await stopGroup(child);
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
  try {
    await waitUntilReady(gateway, child);
  } catch (error) {
    await gateway.stop();
    throw error;
  }
  return gateway;
}

function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.failure.detail);
  return result.value;
}

function spawnGateway(
  cli: OpenclawCli,
  env: Record<string, string>,
  port: number,
  log: LogLines,
): ChildProcess {
  const [node, entryFile] = cli;
  const args = ['gateway', 'run', '--bind', 'loopback', '--port', String(port)];
  // A group of its own: whatever the gateway starts goes away together with it.
  const child = spawn(node, [entryFile, ...args], { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout?.setEncoding('utf8').on('data', (piece: string) => log.add(piece));
  child.stderr?.setEncoding('utf8').on('data', (piece: string) => log.add(piece));
  const killAtExit = () => signalGroup(child, 'SIGKILL');
  process.once('exit', killAtExit);
  child.once('exit', () => process.removeListener('exit', killAtExit));
  return child;
}

async function waitUntilReady(gateway: RunningGateway, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + READY_LIMIT_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`The gateway ended with ${child.exitCode ?? child.signalCode}:\n${gateway.log.tail()}`);
    const answer = await gateway.probe('readyz').catch(() => null);
    if (answer?.status === 200) return;
    await delay(PROBE_PAUSE_MS);
  }
  throw new Error(`The gateway was not ready within ${READY_LIMIT_MS / 1000} s:\n${gateway.log.tail()}`);
}

async function probe(url: string): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(PROBE_LIMIT_MS) });
  return { status: answer.status, body: await answer.json() };
}

async function stopGroup(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const gone = once(child, 'exit');
    signalGroup(child, 'SIGTERM');
    const inTime = await Promise.race([gone.then(() => true), delay(STOP_LIMIT_MS, false)]);
    if (!inTime) {
      signalGroup(child, 'SIGKILL');
      await gone;
    }
  }
  signalGroup(child, 'SIGKILL');
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No free port was given.');
  server.close();
  await once(server, 'close');
  return address.port;
}
