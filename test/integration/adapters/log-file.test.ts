import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openLog } from '../../../electron/adapters/log.ts';
import { openRotatingFile } from '../../../electron/adapters/rotating-file.ts';
import { hasFileModes } from '../../fakes/platform.ts';

const folders: string[] = [];
function newFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'pilotlight-log-'));
  folders.push(folder);
  return folder;
}
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('a rotating file', () => {
  it('never grows beyond its size, and keeps as many files as asked', () => {
    const folder = newFolder();
    const file = openRotatingFile({ folder, name: 'app', maxBytes: 1_000, keep: 3 });
    for (let i = 0; i < 500; i += 1) file.write(`line ${String(i).padStart(4, '0')}\n`);
    expect(readdirSync(folder).toSorted()).toEqual(['app.1.log', 'app.2.log', 'app.log']);
    for (const each of file.files) expect(statSync(each).size).toBeLessThanOrEqual(1_000);
    const kept = file.files
      .toReversed()
      .map((each) => readFileSync(each, 'utf8'))
      .join('');
    const lines = kept.trimEnd().split('\n');
    expect(lines.at(-1)).toBe('line 0499');
    // Nothing in between is missing.
    expect(lines).toEqual(lines.map((_, i) => `line ${String(500 - lines.length + i).padStart(4, '0')}`));
  });

  it('is for its owner only', () => {
    const folder = path.join(newFolder(), 'logs');
    const file = openRotatingFile({ folder, name: 'app' });
    file.write('x\n');
    if (hasFileModes) {
      expect(statSync(folder).mode & 0o777).toBe(0o700);
      expect(statSync(path.join(folder, 'app.log')).mode & 0o777).toBe(0o600);
    }
  });

  it('goes on, and says so once, when it cannot be written', () => {
    const parent = newFolder();
    const folder = path.join(parent, 'logs');
    writeFileSync(folder, 'a file where the folder should be');
    const failures: unknown[] = [];
    const file = openRotatingFile({ folder, name: 'app', onFailure: (error) => failures.push(error) });
    file.write('one\n');
    file.write('two\n');
    expect(failures).toHaveLength(1);
    rmSync(folder);
    file.write('three\n');
    expect(readFileSync(path.join(folder, 'app.log'), 'utf8')).toBe('three\n');
  });

  it('survives that somebody removes it while it is used', () => {
    const folder = newFolder();
    const file = openRotatingFile({ folder, name: 'app' });
    file.write('one\n');
    rmSync(folder, { recursive: true });
    file.write('two\n');
    expect(readFileSync(path.join(folder, 'app.log'), 'utf8')).toBe('two\n');
  });
});

describe('the log', () => {
  it('writes from its level on, says where a line comes from, and changes its level', () => {
    const dataFolder = newFolder();
    const terminal: string[] = [];
    const { log, files } = openLog({
      dataFolder,
      name: 'desktop',
      level: 'info',
      environment: {},
      also: { from: 'warn', write: (line) => terminal.push(line) },
    });
    log.debug('not yet');
    log.from('servers').from('ollama').info('hello', { count: 2 });
    log.setLevel('debug');
    log.debug('now');
    log.warn('watch out');
    const lines = readFileSync(files[0] ?? '', 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ msg }) => msg)).toEqual(['hello', 'now', 'watch out']);
    expect(lines[0]).toMatchObject({ from: 'servers/ollama', count: 2, level: 30 });
    expect(terminal).toHaveLength(1);
  });

  it('holds no secret, in the message, in the facts or in an error', () => {
    const dataFolder = newFolder();
    const environment = { OPENAI_API_KEY: 'planted-env-key' };
    const terminal: string[] = [];
    const { log, scrubber, files } = openLog({
      dataFolder,
      name: 'desktop',
      level: 'debug',
      environment,
      also: { from: 'debug', write: (line) => terminal.push(line) },
    });
    scrubber.learn('planted-header-key');
    log.info('the key planted-env-key', { error: new Error('planted-header-key').stack });
    log.from('planted-env-key').error('x', { deep: { list: ['planted-header-key'] } });
    const written = readFileSync(files[0] ?? '', 'utf8') + terminal.join('');
    expect(written).not.toContain('planted');
  });
});
