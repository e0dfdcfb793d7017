import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { removeLeftovers } from '../../../electron/adapters/compare-and-replace.ts';
import { diskFiles } from '../../../electron/adapters/disk-files.ts';
import { systemClock } from '../../../electron/adapters/system-clock.ts';
import { openVersions } from '../../../electron/core/gateway/save/versions.ts';
import { hasFileModes } from '../../fakes/platform.ts';
import { createRecordingLog } from '../../fakes/recording-log.ts';
import { roundOf, textOf } from './saved-texts.ts';

/** A folder with a config of two files, and a process that saves it and is killed; for the test and the long run. */
export type KillRoom = {
  config: string;
  /** Kills itself before the n-th call of one save; 0: lives, and the answer is how many calls there were. */
  killAtCall(n: number): Promise<number>;
  /** Saves on and on, killed from outside `afterMs` after its first save. */
  killAfter(afterMs: number): Promise<void>;
  /** Throws unless both files, every version and the list of versions are whole, as the next start finds them. */
  checkEverything(): Promise<void>;
  remove(): Promise<void>;
};

const child = fileURLToPath(new URL('saving-child.ts', import.meta.url));

export async function openKillRoom(): Promise<KillRoom> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'pilotlight-kill-'));
  const home = path.join(folder, 'home');
  const versionsFolder = path.join(folder, 'data/config-versions');
  const config = path.join(home, 'openclaw.json');
  const files = [config, path.join(home, 'part.json5')];
  await mkdir(home);
  for (const file of files) await writeFile(file, textOf(file, 0), { mode: 0o640 });

  function start(...args: string[]) {
    return spawn(process.execPath, [child, config, versionsFolder, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  }

  return {
    config,
    async killAtCall(n) {
      const run = start('steps', String(n));
      let said = '';
      run.stdout.on('data', (piece: Buffer) => {
        said += piece.toString();
      });
      const [code, signal] = await once(run, 'close');
      if (n === 0 || signal === null) assert.equal(code, 0, 'the child broke');
      else assert.equal(signal, 'SIGKILL');
      return Number(said);
    },
    async killAfter(afterMs) {
      const run = start('loop');
      const closed = once(run, 'close');
      await Promise.race([once(run.stdout, 'data'), closed.then(() => assert.fail('the child broke'))]);
      await delay(afterMs);
      run.kill('SIGKILL');
      await closed;
    },
    async checkEverything() {
      for (const file of files) {
        const text = await readFile(file, 'utf8');
        assert.notEqual(
          roundOf(file, text),
          null,
          `${path.basename(file)} is damaged: ${text.slice(0, 80)}…`,
        );
        if (hasFileModes) assert.equal((await stat(file)).mode & 0o777, 0o640);
        await removeLeftovers(file);
      }
      assert.deepEqual((await readdir(home)).sort(), ['openclaw.json', 'part.json5']);
      const versions = await openVersions({
        files: diskFiles,
        folder: versionsFolder,
        clock: systemClock,
        random: Math.random,
        log: createRecordingLog(),
      });
      for (const version of versions.list()) {
        const bytes = await versions.bytes(version.versionId);
        assert.ok(bytes.ok, `a version is damaged: ${JSON.stringify(bytes)}`);
        assert.notEqual(roundOf(version.file, new TextDecoder().decode(bytes.value)), null);
      }
      await checkOthers(versionsFolder);
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Beside the whole ones there may be halves of a version, under names that nobody takes for one. */
async function checkOthers(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (/^index(\.copy)?\.json$/.test(name)) JSON.parse(await readFile(path.join(folder, name), 'utf8'));
    else assert.match(name, /^[0-9a-z]+-[0-9a-z]{4}(\.\d+)?$|^index(\.copy)?\.json\.\d+$/);
    if (!hasFileModes) continue;
    assert.equal((await stat(path.join(folder, name))).mode & 0o077, 0, `${name} can be read by others`);
  }
}
