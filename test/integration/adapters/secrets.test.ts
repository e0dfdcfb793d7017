import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { diskFiles } from '../../../electron/adapters/disk-files.ts';
import { createFileSecrets } from '../../../electron/adapters/private-file-secrets.ts';
import { createKeys } from '../../../electron/core/servers/keys.ts';
import { hasFileModes } from '../../fakes/platform.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'pilotlight-keys-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = () => path.join(folder, 'keys.json');
const reversed = {
  seal: (text: string) => [...text].reverse().join(''),
  open: (text: string) => [...text].reverse().join(''),
};

describe('keys the person gave', () => {
  test('are in a file only its owner can read, and still known after a restart', async () => {
    const keys = createKeys(createFileSecrets(diskFiles, file()));
    await keys.set('this-machine:1234', 'sk-abc');
    if (hasFileModes) expect(statSync(file()).mode & 0o777).toBe(0o600);
    const again = createKeys(createFileSecrets(diskFiles, file()));
    await again.learn();
    const key = again.lookup({ id: 'this-machine:1234', providerIds: [] });
    expect(key.state).toBe('set');
    expect(await key.authorisation()).toEqual({ authorization: 'Bearer sk-abc' });
  });

  test('are unreadable on disk where there is a keychain', async () => {
    const secrets = createFileSecrets(diskFiles, file(), { kind: 'keychain', seal: reversed });
    await secrets.set('a', 'sk-abc');
    expect(readFileSync(file(), 'utf8')).not.toContain('sk-abc');
    expect(await secrets.get('a')).toBe('sk-abc');
  });

  test('win over the key in the config, and give way to it again when removed', async () => {
    const fromConfig = () => ({ state: 'set' as const, read: async () => 'from-config' });
    const keys = createKeys(createFileSecrets(diskFiles, file()), fromConfig);
    const header = async () =>
      (await keys.lookup({ id: 's', providerIds: ['p'] }).authorisation()).authorization;
    await keys.set('s', 'own');
    expect(await header()).toBe('Bearer own');
    await keys.set('s', null);
    expect(await header()).toBe('Bearer from-config');
  });

  test('a server without a key is sent none', async () => {
    const keys = createKeys(createFileSecrets(diskFiles, file()));
    expect(await keys.lookup({ id: 's', providerIds: [] }).authorisation()).toEqual({});
  });

  test('a damaged key file is no crash', async () => {
    writeFileSync(file(), '{"a": 1, ');
    const secrets = createFileSecrets(diskFiles, file());
    expect(await secrets.get('a')).toBeNull();
  });

  test('keys set at once are all kept', async () => {
    const secrets = createFileSecrets(diskFiles, file());
    await Promise.all(['a', 'b', 'c'].map((name) => secrets.set(name, name)));
    expect((await createFileSecrets(diskFiles, file()).names()).sort()).toEqual(['a', 'b', 'c']);
  });
});
