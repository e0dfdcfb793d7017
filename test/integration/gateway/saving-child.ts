import fs from 'node:fs';
import fsPromises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';

/**
 * A process that saves until it is killed: node saving-child.ts <config> <versions> <steps|loop> [n]
 * `steps n` kills itself before the n-th call to the file system since the save began; without n it says how many calls
 * a save makes. `loop` saves on and on and waits to be killed from outside. Texts alternate between the two halves of
 * the line in `texts.ts`.
 */
const [, , config = '', versionsFolder = '', mode = '', nth = '0'] = process.argv;
const killAt = Number(nth);
let calls = 0;
let counting = false;

function step(): void {
  if (!counting) return;
  calls += 1;
  if (calls === killAt) process.kill(process.pid, 'SIGKILL');
}

type Callable = Record<string, unknown>;

/** Every function of the object counts as one step towards the end. */
function watchCalls(target: object): void {
  const methods = target as Callable;
  for (const name of Object.getOwnPropertyNames(target)) {
    const original = Object.getOwnPropertyDescriptor(target, name)?.value;
    if (typeof original !== 'function' || /^[A-Z]|^(constructor|on|emit|once|createRead|promises)/.test(name))
      continue;
    methods[name] = function (this: unknown, ...given: unknown[]) {
      step();
      return Reflect.apply(original, this, given);
    };
    // Node's own helpers hang on some of the functions.
    Object.assign(methods[name] as object, original);
  }
}

const probe = await fsPromises.open(config, 'r');
watchCalls(Object.getPrototypeOf(probe));
await probe.close();
watchCalls(fs);
watchCalls(fsPromises);
syncBuiltinESMExports();

const { diskFiles } = await import('../../../electron/adapters/disk-files.ts');
const { openVersions } = await import('../../../electron/core/gateway/save/versions.ts');
const { writeFiles } = await import('../../../electron/core/gateway/save/write-files.ts');
const { textOf } = await import('./saved-texts.ts');

const log = { error: say, warn: say, info: say, debug: say, from: () => log };
function say(): void {}

const clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  schedule: () => () => undefined,
};
const versions = await openVersions({
  files: diskFiles,
  folder: versionsFolder,
  clock,
  random: Math.random,
  log,
});
const part = path.join(path.dirname(config), 'part.json5');

async function save(round: number): Promise<void> {
  const writes = [];
  for (const file of [config, part]) {
    const read = await diskFiles.read(file, 16 * 1024 * 1024);
    if (!read.ok) throw new Error(read.failure.detail);
    const bytes = new TextEncoder().encode(textOf(file, round));
    writes.push({ path: file, bytes, hashBefore: diskFiles.hash(read.value) });
  }
  const written = await writeFiles(writes, {
    files: diskFiles,
    versions,
    reader: { expectOwnWrite: () => () => undefined },
    log,
    by: 'save',
    sentences: [],
    saveId: `round-${round}`,
  });
  if (!written.ok) throw new Error(`${written.failure.code}: ${written.failure.detail}`);
}

if (mode === 'steps') {
  counting = true;
  await save(1);
  process.stdout.write(`${calls}\n`);
} else {
  for (let round = 1; ; round += 1) {
    await save(round);
    process.stdout.write('.');
  }
}
