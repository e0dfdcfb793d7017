import { safeStorage } from 'electron';
import { fail, ok, type Result } from '../../shared/result.ts';
import { createFileSecrets, type Seal } from '../adapters/private-file-secrets.ts';
import type { SecretStore, TextFiles } from '../core/ports.ts';

/** Keys sealed by the system's keychain; where there is none, a private file, and the interface says which. */
export function createKeychain(files: TextFiles, path: string, platform: string): SecretStore {
  return createFileSecrets(files, path, hasKeychain(platform) ? systemSeal : null);
}

/**
 * Only Linux can be without one. What Chromium then seals with is a password that stands in its source: no seal. Whether
 * the keychain lets us in is asked by the first key, not by every start: the system may ask the person.
 */
function hasKeychain(platform: string): boolean {
  if (platform !== 'linux') return true;
  return !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend());
}

const systemSeal: Seal = {
  seal: (text) => whileOpen(async () => (await safeStorage.encryptStringAsync(text)).toString('base64')),
  open: (sealed) =>
    whileOpen(async () => {
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(sealed, 'base64'));
      return { text: result, isOld: shouldReEncrypt };
    }),
};

async function whileOpen<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    if (await safeStorage.isAsyncEncryptionAvailable()) return ok(await work());
    return fail('key-store-unavailable', 'The system’s keychain is locked or not there.');
  } catch (error) {
    // Among others: sealed on another machine, or by another user.
    return fail('key-store-unavailable', `The system’s keychain refused: ${String(error)}`);
  }
}
