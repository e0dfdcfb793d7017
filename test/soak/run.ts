import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chosenScripts, refuseUnknown } from '../chosen-scripts.ts';

/**
 * `npm run soak -- [name …] [--seconds 90 | 90] [--seed n]`: runs every long test of this folder in a process of its own. Each
 * prints its seed; the same seed repeats the same inputs.
 */
const { values, positionals } = parseArgs({
  options: { seconds: { type: 'string' }, seed: { type: 'string' } },
  allowPositionals: true,
});
const seed = values.seed ?? String(Date.now() % 2 ** 31);
const folder = path.dirname(fileURLToPath(import.meta.url));
const names = readdirSync(folder).filter((name) => name.endsWith('.ts') && name !== 'run.ts');
// A bare number can only be meant as the seconds.
const isNumber = (text: string) => /^\d+$/.test(text);
const seconds = values.seconds ?? positionals.find(isNumber) ?? '90';
const chosen = chosenScripts(
  names,
  positionals.filter((each) => !isNumber(each)),
);
refuseUnknown(chosen.unknown, names);
const wanted = chosen.scripts;

console.log(`Seed ${seed}, ${seconds} s each: ${wanted.join(', ')}`);
const failed = wanted.filter((name) => {
  console.log(`\n## ${name.replace('.ts', '')}`);
  const run = spawnSync(process.execPath, [path.join(folder, name), seconds, seed], {
    stdio: 'inherit',
  });
  return run.status !== 0;
});
console.log(
  failed.length === 0 ? '\nNo failure.' : `\nFailed: ${failed.join(', ')}. Repeat with --seed ${seed}`,
);
process.exit(failed.length === 0 ? 0 : 1);
