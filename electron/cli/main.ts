#!/usr/bin/env node
import { appVersion } from '../version.ts';

/** `pilotlight`: the same services without a window. Each command is loaded only when it is asked for. */

const oldestNode = 24;

const help = `pilotlight ${appVersion} — which model would answer, and is it warm?

Usage
  pilotlight status  [--json] [--watch]        servers, models and the chain
  pilotlight doctor  [--json] [--mask-hosts]   check the whole setup
  pilotlight reload  <ref> [--context <n>]     load one model (again), with progress
  pilotlight serve   [--port <n>] [--json]     the window, served to a browser on this machine
  pilotlight --help | --version

Exit codes
  0   fine (doctor: nothing to look at, or it could not be told)
  1   doctor: something wants a look; reload: it did not work
  2   doctor: something is broken
  64  the command was not understood
  70  Pilotlight itself failed
`;

const exitCodes = { fine: 0, look: 1, broken: 2, usage: 64, internal: 70 } as const;

async function run(args: string[]): Promise<number | null> {
  const [command, ...rest] = args;
  switch (command) {
    case 'status':
      return (await import('./commands/status.ts')).status(rest);
    case 'doctor':
      return (await import('./commands/doctor.ts')).doctor(rest);
    case 'reload':
      return (await import('./commands/reload.ts')).reload(rest);
    case 'serve':
      await (await import('../headless/serve.ts')).serve(rest);
      return null;
    case '--version':
    case '-v':
      process.stdout.write(`${appVersion}\n`);
      return exitCodes.fine;
    case undefined:
    case '--help':
    case '-h':
    case 'help':
      process.stdout.write(help);
      return exitCodes.fine;
    default:
      return notUnderstood(`There is no command "${command}".`);
  }
}

function notUnderstood(why: string): number {
  process.stderr.write(`${why}\nTry: pilotlight --help\n`);
  return exitCodes.usage;
}

function isUsageError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

/** What is still on its way into a pipe must arrive before the process ends. */
async function end(code: number): Promise<void> {
  await new Promise<void>((done) => process.stdout.write('', () => done()));
  process.exit(code);
}

if (Number(process.versions.node.split('.')[0]) < oldestNode) {
  process.stderr.write(`Pilotlight needs Node ${oldestNode} or newer; this is ${process.versions.node}.\n`);
  process.exit(exitCodes.internal);
}
try {
  const code = await run(process.argv.slice(2));
  if (code !== null) await end(code);
} catch (error) {
  if (isUsageError(error)) await end(notUnderstood(error.message));
  process.stderr.write(`Pilotlight failed: ${error instanceof Error ? error.message : String(error)}\n`);
  await end(exitCodes.internal);
}
