#!/usr/bin/env node
import { exitCodes, runToEnd, usageError } from '../outcome.ts';
import { appVersion } from '../version.ts';

/** `pilotlight`: the same services without a window. Each command is loaded only when it is asked for. */

const oldestNode = 24;

const help = `pilotlight ${appVersion} — which model would answer, and is it warm?

Usage
  pilotlight status  [--json] [--watch]        servers, models and the chain
  pilotlight doctor  [--json] [--mask-hosts]   check the whole setup
  pilotlight reload  <ref> [--context <n>]     load one model (again), with progress
  pilotlight serve   [--port <n>] [--json]     the window, served to a browser on this machine
                     [--metrics]               … and OpenMetrics at /metrics, with the token it prints or
                                               the one in PILOTLIGHT_METRICS_TOKEN
  pilotlight url     [--port <n>]              another link to the host that serves; --port: as forwarded to you
  pilotlight --help | --version

Exit codes
  0   fine (doctor: nothing to look at, or it could not be told)
  1   doctor: something wants a look; reload: it did not work; url: no host runs
  2   doctor: something is broken
  64  the command was not understood
  70  Pilotlight itself failed, or another one runs on the same data folder
`;

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
    case 'url':
      return (await import('./commands/url.ts')).url(rest);
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
      throw usageError(`There is no command "${command}".`);
  }
}

if (Number(process.versions.node.split('.')[0]) < oldestNode) {
  process.stderr.write(`Pilotlight needs Node ${oldestNode} or newer; this is ${process.versions.node}.\n`);
  process.exit(exitCodes.internal);
}
await runToEnd(() => run(process.argv.slice(2)), 'pilotlight --help');
