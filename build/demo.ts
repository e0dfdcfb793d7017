import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * `npm run demo`: the app on simulated servers and a sample gateway config, all in a temporary folder. Nothing of the
 * person's own is read or written.
 */
const home = mkdtempSync(path.join(os.tmpdir(), 'pilotlight-demo-'));
const start = fileURLToPath(new URL('./start.mjs', import.meta.url));
const child = spawn(process.execPath, [start, '--demo', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, PILOTLIGHT_DATA: path.join(home, 'data') },
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => {
  rmSync(home, { recursive: true, force: true });
  process.exit(code ?? 0);
});
