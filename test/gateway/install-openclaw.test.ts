import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import { installOpenclaw, nodePath, OPENCLAW_VERSION } from './install-openclaw.ts';
import { cleanEnvironment, runOpenclaw } from './run-openclaw.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'pilotlight-install-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** Plays npm: notes that it ran, then does as told. */
async function simulatedNpm(body: string): Promise<string> {
  const file = path.join(folder, 'npm.mjs');
  const start = `#!${nodePath}
import fs from 'node:fs';
fs.appendFileSync(${JSON.stringify(path.join(folder, 'runs'))}, process.argv.slice(2).join(' ') + '\\n');
`;
  await writeFile(file, start + body);
  await chmod(file, 0o755);
  return file;
}

const makesPackage = `await new Promise((done) => setTimeout(done, 300));
fs.mkdirSync('node_modules/openclaw', { recursive: true });
fs.writeFileSync('node_modules/openclaw/openclaw.mjs', '');
`;

function installInOwnProcess(npmCommand: string): Promise<number> {
  const module = fileURLToPath(new URL('install-openclaw.ts', import.meta.url));
  const options = JSON.stringify({ cacheRoot: path.join(folder, 'cache'), npmCommand });
  const code = `const { installOpenclaw } = await import(${JSON.stringify(module)}); await installOpenclaw(${options});`;
  const child = spawn(nodePath, ['--input-type=module', '-e', code], { stdio: 'ignore' });
  return once(child, 'exit').then(([exitCode]) => exitCode as number);
}

it('installs the version the facts were measured on', async () => {
  const outcome = await runOpenclaw(inject('openclawCli'), ['--version'], cleanEnvironment(folder));
  expect(outcome.stdout).toContain(OPENCLAW_VERSION);
});

it('asks npm for exactly one version, once, and reuses the result', async () => {
  const options = { cacheRoot: path.join(folder, 'cache'), npmCommand: await simulatedNpm(makesPackage) };
  const first = await installOpenclaw(options);
  expect(await installOpenclaw(options)).toEqual(first);
  const runs = await readFile(path.join(folder, 'runs'), 'utf8');
  expect(runs.trim().split('\n')).toHaveLength(1);
  expect(runs).toContain(`install openclaw@${OPENCLAW_VERSION} --save-exact`);
});

it('lets one of several processes install while the others wait', async () => {
  const npm = await simulatedNpm(makesPackage);
  expect(await Promise.all([1, 2, 3].map(() => installInOwnProcess(npm)))).toEqual([0, 0, 0]);
  expect((await readFile(path.join(folder, 'runs'), 'utf8')).trim().split('\n')).toHaveLength(1);
  expect(await readdir(path.join(folder, 'cache'))).toEqual([`openclaw-${OPENCLAW_VERSION}`]);
});

it('takes over the lock and clears the leftovers of an install that was killed', async () => {
  const npm = await simulatedNpm(`fs.writeFileSync('half', ''); process.kill(process.ppid, 'SIGKILL');\n`);
  expect(await installInOwnProcess(npm)).not.toBe(0);
  await simulatedNpm(makesPackage);
  expect(await installInOwnProcess(npm)).toBe(0);
  expect(await readdir(path.join(folder, 'cache'))).toEqual([`openclaw-${OPENCLAW_VERSION}`]);
});

it('says in one sentence why it failed and leaves nothing behind', async () => {
  const npmCommand = await simulatedNpm(
    `console.error('npm error 404 not in this registry'); process.exit(1);\n`,
  );
  const failure = installOpenclaw({ cacheRoot: path.join(folder, 'cache'), npmCommand });
  await expect(failure).rejects.toThrow(
    `openclaw@${OPENCLAW_VERSION} could not be installed for the gateway tests: ${npmCommand} ended with 1: npm error 404 not in this registry`,
  );
  expect(await readdir(path.join(folder, 'cache'))).toEqual([]);
});

it('says so when there is no npm', async () => {
  const failure = installOpenclaw({
    cacheRoot: path.join(folder, 'cache'),
    npmCommand: path.join(folder, 'no-npm'),
  });
  await expect(failure).rejects.toThrow(/could not be started/);
});
