import { safeStorage } from 'electron';
import { createFileSecrets } from '../adapters/private-file-secrets.ts';
import type { SecretStore, TextFiles } from '../core/ports.ts';

/** Keys sealed by the system's keychain; where there is none, a private file, and the interface says which. */
export function createKeychain(files: TextFiles, path: string): SecretStore {
  if (!safeStorage.isEncryptionAvailable()) return createFileSecrets(files, path);
  return createFileSecrets(files, path, {
    kind: 'keychain',
    seal: {
      seal: (text) => safeStorage.encryptString(text).toString('base64'),
      open(sealed) {
        try {
          return safeStorage.decryptString(Buffer.from(sealed, 'base64'));
        } catch {
          // Sealed on another machine or by another user: as if it were not set.
          return null;
        }
      },
    },
  });
}
