import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/**
 * `npm run dev`: rebuilds on every change and runs the headless host on the demo fleet. Reload the page to see a change
 * of the renderer; a change of main restarts the host on the same port.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const port = process.argv[2] ?? '4177';
let host: ChildProcess | null = null;

for (const name of ['renderer', 'preload', 'node']) {
  await build({
    configFile: `${root}/build/vite.${name}.ts`,
    logLevel: 'warn',
    build: { watch: {} },
    plugins: name === 'node' ? [{ name: 'restart-host', writeBundle: restartHost }] : [],
  });
}

function restartHost(): void {
  const old = host;
  const begin = () => {
    host = spawn(process.execPath, ['dist/main/headless.js', '--demo', '--port', port], {
      cwd: root,
      stdio: 'inherit',
    });
  };
  if (old === null || old.exitCode !== null) {
    begin();
    return;
  }
  old.once('exit', begin);
  old.kill('SIGTERM');
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    host?.kill(signal);
    process.exit(0);
  });
}
