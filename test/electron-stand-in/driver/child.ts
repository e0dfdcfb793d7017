/** The process that runs the app's main under the stand-in. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Channel, openChannel, type Port } from '../channel.ts';
import type { AppCalls, HostCalls } from '../wire.ts';
import type { WindowHost } from './window-host.ts';

export type ChildOptions = {
  mainFile: string;
  args: string[];
  env: Record<string, string | undefined>;
  cwd: string;
};

export type Ended = { code: number | null; signal: NodeJS.Signals | null };

export type RunningChild = {
  pid: number;
  app: Channel<AppCalls>;
  /** The app is ready, or it has ended before it was. */
  ready: Promise<'ready' | 'ended'>;
  ended: Promise<Ended>;
  hasEnded(): boolean;
  kill(signal: NodeJS.Signals): void;
  /** Nobody reads any more what it prints. */
  closeOutput(): void;
};

export type Output = { stdout: string; stderr: string };

/** Electron's main process warns of a promise nobody looks after and goes on. */
const unhandled = '--unhandled-rejections=warn';
const boot = fileURLToPath(new URL('../boot.ts', import.meta.url));

function portOf(child: ChildProcess): Port {
  return {
    send: (message) => {
      if (child.connected) child.send(message as object, () => {});
    },
    onMessage: (listener) =>
      child.on('message', (message: { type?: string }) => {
        if (message.type !== 'bye') listener(message);
      }),
  };
}

export function startChild(
  options: ChildOptions,
  answers: WindowHost['answers'],
  output: Output,
): RunningChild {
  const child = fork(boot, [options.mainFile, ...options.args], {
    cwd: options.cwd,
    env: options.env,
    execArgv: ['--disable-warning=ExperimentalWarning', unhandled],
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
  });

  const ready = Promise.withResolvers<'ready' | 'ended'>();
  const ended = Promise.withResolvers<Ended>();
  let over = false;
  const app = openChannel<HostCalls, AppCalls>(portOf(child), () => ({
    ...answers,
    ready: () => ready.resolve('ready'),
  }));
  const end = (result: Ended) => {
    over = true;
    const last = output.stderr.split('\n').slice(-20).join('\n');
    app.end(`electron stand-in: the app is gone (${result.signal ?? `exit code ${result.code}`})\n${last}`);
    ready.resolve('ended');
    ended.resolve(result);
  };
  // 'close' rather than 'exit': by then everything it printed has been read.
  child.on('close', (code, signal) => end({ code, signal }));
  child.on('error', (error) => {
    output.stderr += `${error.message}\n`;
    end({ code: null, signal: null });
  });

  return {
    pid: child.pid ?? -1,
    app,
    ready: ready.promise,
    ended: ended.promise,
    hasEnded: () => over,
    kill: (signal) => child.kill(signal),
    closeOutput() {
      child.stdout?.destroy();
      child.stderr?.destroy();
    },
  };
}
