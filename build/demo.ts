import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * `npm run demo`: the app on simulated servers and a sample gateway config, all in temporary folders. Nothing of the
 * person's own is read or written.
 */
const start = fileURLToPath(new URL('./start.mjs', import.meta.url));
const child = spawn(process.execPath, [start, '--demo', ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 0));
