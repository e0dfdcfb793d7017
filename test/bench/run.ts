import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * `npm run bench [name …]`: runs every benchmark of this folder in a process of its own. They print ratios against a
 * baseline of the same run; they report, and never decide a test.
 */
const folder = path.dirname(fileURLToPath(import.meta.url));
const wanted = process.argv.slice(2);
const notBenchmarks = ['run.ts', 'measure.ts', 'many-servers.ts', 'two-servers.ts'];
const names = readdirSync(folder).filter((name) => name.endsWith('.ts') && !notBenchmarks.includes(name));

console.log(
  `${new Date().toISOString().slice(0, 10)}, ${os.availableParallelism()} cores, Node ${process.version}\n`,
);
let failures = 0;
for (const name of names) {
  if (wanted.length > 0 && !wanted.some((each) => name.includes(each))) continue;
  console.log(`## ${name.replace('.ts', '')}\n`);
  const run = spawnSync(process.execPath, ['--expose-gc', path.join(folder, name)], { stdio: 'inherit' });
  if (run.status !== 0) failures += 1;
  console.log('');
}
process.exit(failures === 0 ? 0 : 1);
