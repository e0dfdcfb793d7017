import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chosenScripts, refuseUnknown } from '../chosen-scripts.ts';

/**
 * `npm run bench -- [name …] [--quick]`: runs every benchmark of this folder in a process of its own, with the flags
 * that were given. They print ratios against a baseline of the same run; they report, and never decide a test.
 */
const folder = path.dirname(fileURLToPath(import.meta.url));
const given = process.argv.slice(2);
const flags = given.filter((each) => each.startsWith('-'));
const notBenchmarks = ['run.ts', 'measure.ts', 'many-servers.ts', 'two-servers.ts'];
const names = readdirSync(folder).filter((name) => name.endsWith('.ts') && !notBenchmarks.includes(name));
const chosen = chosenScripts(
  names,
  given.filter((each) => !flags.includes(each)),
);
refuseUnknown(chosen.unknown, names);

console.log(
  `${new Date().toISOString().slice(0, 10)}, ${os.availableParallelism()} cores, Node ${process.version}\n`,
);
let failures = 0;
for (const name of chosen.scripts) {
  console.log(`## ${name.replace('.ts', '')}\n`);
  const run = spawnSync(process.execPath, ['--expose-gc', path.join(folder, name), ...flags], {
    stdio: 'inherit',
  });
  if (run.status !== 0) failures += 1;
  console.log('');
}
process.exit(failures === 0 ? 0 : 1);
