import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { diskFiles } from '../../../electron/adapters/disk-files.ts';
import { createFileSecrets } from '../../../electron/adapters/private-file-secrets.ts';
import { createKeys } from '../../../electron/core/servers/keys.ts';
import { ok } from '../../../shared/result.ts';
import { hasFileModes } from '../../fakes/platform.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'pilotlight-keys-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = () => path.join(folder, 'keys.json');
const reversed = {
  seal: async (text: string) => ok([...text].reverse().join('')),
  open: async (text: string) => ok({ text: [...text].reverse().join(''), isOld: false }),
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
    expect(await key.authorisation()).toEqual(ok({ authorization: 'Bearer sk-abc' }));
  });

  test('are unreadable on disk where there is a keychain', async () => {
    const secrets = createFileSecrets(diskFiles, file(), reversed);
    await secrets.set('a', 'sk-abc');
    expect(readFileSync(file(), 'utf8')).not.toContain('sk-abc');
    expect(await secrets.get('a')).toEqual(ok('sk-abc'));
  });

  test('sealed by a keychain that is gone are refused in words, and what is sealed is never sent as a key', async () => {
    await createKeys(createFileSecrets(diskFiles, file(), reversed)).set('s', 'sk-abc');
    const fromConfig = () => ({ state: 'set' as const, read: async () => 'from-config' });
    const keys = createKeys(createFileSecrets(diskFiles, file()), fromConfig);
    expect(await keys.lookup({ id: 's', providerIds: ['p'] }).authorisation()).toMatchObject({
      failure: { code: 'key-store-unavailable' },
    });
  });

  test('given while there was no keychain are good once there is one, whatever they look like', async () => {
    await createFileSecrets(diskFiles, file()).set('a', 'sealed:sk-abc');
    expect(await createFileSecrets(diskFiles, file(), reversed).get('a')).toEqual(ok('sealed:sk-abc'));
  });

  test('are sealed again when the keychain says its own secret is an older one', async () => {
    await createFileSecrets(diskFiles, file(), reversed).set('a', 'sk-abc');
    const before = readFileSync(file(), 'utf8');
    const moved = {
      seal: async (text: string) => ok(`new ${text}`),
      open: async (text: string) => ok({ text: [...text].reverse().join(''), isOld: true }),
    };
    expect(await createFileSecrets(diskFiles, file(), moved).get('a')).toEqual(ok('sk-abc'));
    await expect.poll(() => readFileSync(file(), 'utf8')).toContain('sealed:new sk-abc');
    expect(before).not.toContain('new');
  });

  test('win over the key in the config, and give way to it again when removed', async () => {
    const fromConfig = () => ({ state: 'set' as const, read: async () => 'from-config' });
    const keys = createKeys(createFileSecrets(diskFiles, file()), fromConfig);
    const header = async () => keys.lookup({ id: 's', providerIds: ['p'] }).authorisation();
    await keys.set('s', 'own');
    expect(await header()).toEqual(ok({ authorization: 'Bearer own' }));
    await keys.set('s', null);
    expect(await header()).toEqual(ok({ authorization: 'Bearer from-config' }));
  });

  test('a server without a key is sent none', async () => {
    const keys = createKeys(createFileSecrets(diskFiles, file()));
    expect(await keys.lookup({ id: 's', providerIds: [] }).authorisation()).toEqual(ok({}));
  });

  test('a damaged key file is no crash', async () => {
    writeFileSync(file(), '{"a": 1, ');
    const secrets = createFileSecrets(diskFiles, file());
    expect(await secrets.get('a')).toEqual(ok(null));
  });

  test('keys set at once are all kept', async () => {
    const secrets = createFileSecrets(diskFiles, file());
    await Promise.all(['a', 'b', 'c'].map((name) => secrets.set(name, name)));
    expect((await createFileSecrets(diskFiles, file()).names()).sort()).toEqual(['a', 'b', 'c']);
  });
});
