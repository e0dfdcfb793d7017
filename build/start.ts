import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildStale } from './build.ts';
import { electronBinary, electronFolder } from './electron-binary.ts';
import { lastWords, launch, verdictOn } from './launch.ts';

/**
 * `npm start`: builds what is stale, gets the Electron binary if it can, and starts the app. Where there is no binary
 * or no display, or Electron does not run here, it says so in one line and starts the headless host instead: the same
 * app in a browser. `npm run demo` is the same with `--demo`: simulated servers and a sample gateway config, all in a
 * temporary folder; nothing of the person's own is read or written.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const args = process.argv.slice(2);
const downloadMs = 10 * 60_000;
/** Flags that mean something only where there is a menu bar. */
const forDesktop = ['--hidden'];

await buildStale({ quiet: false });
const binary = displayMissing() ?? binaryOrReason();
process.exit(typeof binary === 'string' ? await headless(binary) : await desktop(binary.path));

async function desktop(electron: string): Promise<number> {
  const verdict = verdictOn(await launch(electron, [root, ...args]));
  if (verdict.is === 'over') return verdict.code;
  return headless(`Electron does not run here (${verdict.why}).`);
}

async function headless(reason: string): Promise<number> {
  console.log(`${reason} Starting the headless host instead.`);
  const known = args.filter((each) => !forDesktop.includes(each));
  const host = path.join(root, 'dist/main/headless.js');
  return verdictOn(await launch(process.execPath, [host, ...known])).code;
}

function displayMissing(): string | null {
  if (process.platform !== 'linux') return null;
  const hasDisplay = (process.env.DISPLAY ?? '') !== '' || (process.env.WAYLAND_DISPLAY ?? '') !== '';
  return hasDisplay ? null : 'There is no display here.';
}

function binaryOrReason(): { path: string } | string {
  const there = electronBinary();
  if (there !== null) return { path: there };
  console.log('Fetching the Electron binary: about 100 MB, once. Ctrl-C gives up.');
  const installed = spawnSync(process.execPath, [path.join(electronFolder, 'install.js')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    timeout: downloadMs,
  });
  const fetched = electronBinary();
  if (installed.status === 0 && fetched !== null) return { path: fetched };
  const why = installed.error?.message ?? lastWords(installed.stderr);
  return `The Electron binary could not be downloaded here${why === null ? '' : `: ${why}`}.`.replace(
    /\.\.$/,
    '.',
  );
}
