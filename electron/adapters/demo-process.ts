import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { Clock } from '../core/ports.ts';

/**
 * "Try the demo": another start of this program, as `--demo`, beside the person's own. It ends with us at the latest,
 * and there is one at most. With `--json` a program says in a line of JSON that it is ready, and where.
 */
export type DemoProcess = {
  /** Where a browser finds it, by a link that works once; null: it has a window of its own. */
  start(): Promise<Result<DemoPlace>>;
  stop(): Promise<void>;
};

type DemoPlace = { url: string | null };

/** What starts us. A host without windows is led by its stdin: a line asks for another link, the end ends it. */
export type DemoProgram = { command: string; args: readonly string[] };

const longestStartMs = 30_000;
const longestStopMs = 5_000;
const mostWords = 2_000;

type Running = {
  child: ChildProcessWithoutNullStreams;
  lines: Interface;
  complaints(): string;
  /** Where it was found last; null: it is not ready yet. */
  place: DemoPlace | null;
};

export function createDemoProcess({ command, args }: DemoProgram, clock: Clock): DemoProcess {
  let running: Running | null = null;

  function spawnDemo(): Running {
    const child = spawn(command, [...args, '--demo', '--json'], { windowsHide: true });
    let complaints = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaints = `${complaints}${text}`.slice(-mostWords);
    });
    child.stdin.on('error', () => undefined);
    const lines = createInterface({ input: child.stdout });
    const mine: Running = { child, lines, complaints: () => complaints, place: null };
    // Where we end without having been asked to stop.
    const endToo = () => child.kill();
    const forget = () => {
      process.off('exit', endToo);
      if (running === mine) running = null;
    };
    process.once('exit', endToo);
    child.once('close', forget);
    child.once('error', forget);
    return mine;
  }

  return {
    async start() {
      const mine = running ?? spawnDemo();
      running = mine;
      // It has its window already, and tells nothing more.
      if (mine.place !== null && mine.place.url === null) return ok(mine.place);
      if (mine.place !== null) mine.child.stdin.write('\n');
      const place = await nextPlace(mine, clock);
      if (place.ok) mine.place = place.value;
      else mine.child.kill('SIGKILL');
      return place;
    },
    async stop() {
      if (running === null) return;
      const { child } = running;
      const ended = once(child, 'close');
      const cancel = clock.schedule(longestStopMs, () => child.kill('SIGKILL'));
      child.stdin.end();
      child.kill('SIGTERM');
      await ended;
      cancel();
    },
  };
}

/** The next time it says that it is ready; when it never does, what it complained of goes along. */
function nextPlace({ child, lines, complaints }: Running, clock: Clock): Promise<Result<DemoPlace>> {
  return new Promise((resolve) => {
    const tooLong = `It was not ready after ${longestStartMs / 1000} s.`;
    const cancel = clock.schedule(longestStartMs, () => finish(because(tooLong)));
    const because = (how: string) => fail('demo-failed', `${how}\n${complaints()}`.trim());
    const failed = (error: Error) => finish(because(error.message));
    const ended = (code: number | null, signal: string | null) =>
      finish(because(`It ended (${signal ?? `exit code ${code}`}).`));
    const said = (line: string) => {
      const place = readLine(line);
      if (place !== null) finish(ok(place));
    };
    const finish = (result: Result<DemoPlace>) => {
      cancel();
      child.off('error', failed).off('close', ended);
      lines.off('line', said);
      resolve(result);
    };
    child.on('error', failed).on('close', ended);
    lines.on('line', said);
  });
}

function readLine(line: string): DemoPlace | null {
  try {
    const said = JSON.parse(line) as { ready?: unknown; url?: unknown } | null;
    if (said?.ready !== true) return null;
    return { url: typeof said.url === 'string' && URL.canParse(said.url) ? said.url : null };
  } catch {
    return null;
  }
}
