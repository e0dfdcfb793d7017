import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * `npm start`: builds what is stale, gets the Electron binary if it can, and starts the app. Where there is no binary
 * or no display it says so in one line and starts the headless host instead: the same app in a browser.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const electronFolder = path.dirname(createRequire(import.meta.url).resolve('electron/package.json'));
const args = process.argv.slice(2);

const built = spawnSync(process.execPath, [path.join(root, 'build/build.ts')], {
  cwd: root,
  stdio: 'inherit',
});
if (built.status !== 0) process.exit(built.status ?? 1);

const reason = displayMissing() ?? binaryMissing();
if (reason === null) run(electronBinary(), [root, ...args]);
else {
  console.log(`${reason} Starting the headless host instead.`);
  run(process.execPath, [path.join(root, 'dist/main/headless.js'), ...args]);
}

function displayMissing() {
  if (process.platform !== 'linux') return null;
  const hasDisplay = (process.env.DISPLAY ?? '') !== '' || (process.env.WAYLAND_DISPLAY ?? '') !== '';
  return hasDisplay ? null : 'There is no display here.';
}

function binaryMissing() {
  if (electronBinary() !== null) return null;
  console.log('Fetching the Electron binary…');
  const installed = spawnSync(process.execPath, [path.join(electronFolder, 'install.js')], {
    stdio: 'ignore',
    timeout: 10 * 60_000,
  });
  if (installed.status === 0 && electronBinary() !== null) return null;
  return 'The Electron binary could not be downloaded here.';
}

/** The launcher package writes the path of what it unpacked into path.txt. */
function electronBinary() {
  const pathFile = path.join(electronFolder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const binary = path.join(electronFolder, 'dist', readFileSync(pathFile, 'utf8'));
  return existsSync(binary) ? binary : null;
}

function run(command, commandArgs) {
  const child = spawn(command, commandArgs, { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 0));
}
