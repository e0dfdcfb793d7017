import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildStale } from './build.ts';

/** `npm run serve -- --port 4111`: builds what is stale and runs the headless host in the foreground. */
await buildStale({ quiet: true });
const entry = fileURLToPath(new URL('../dist/main/headless.js', import.meta.url));
const child = spawn(process.execPath, [entry, ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 0)));
