import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/**
 * `npm run soak -- [name …] [--seconds 90] [--seed n]`: runs every long test of this folder in a process of its own. Each
 * prints its seed; the same seed repeats the same inputs.
 */
const { values, positionals } = parseArgs({
  options: { seconds: { type: 'string', default: '90' }, seed: { type: 'string' } },
  allowPositionals: true,
});
const seed = values.seed ?? String(Date.now() % 2 ** 31);
const folder = path.dirname(fileURLToPath(import.meta.url));
const names = readdirSync(folder).filter((name) => name.endsWith('.ts') && name !== 'run.ts');
const wanted = names.filter(
  (name) => positionals.length === 0 || positionals.some((each) => name.includes(each)),
);

console.log(`Seed ${seed}, ${values.seconds} s each: ${wanted.join(', ')}`);
const failed = wanted.filter((name) => {
  console.log(`\n## ${name.replace('.ts', '')}`);
  const run = spawnSync(process.execPath, [path.join(folder, name), values.seconds, seed], {
    stdio: 'inherit',
  });
  return run.status !== 0;
});
console.log(
  failed.length === 0 ? '\nNo failure.' : `\nFailed: ${failed.join(', ')}. Repeat with --seed ${seed}`,
);
process.exit(failed.length === 0 ? 0 : 1);
