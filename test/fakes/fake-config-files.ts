import type { TextFiles } from '../../electron/core/ports.ts';
import { fail, ok } from '../../shared/result.ts';

/** The files of a made-up config, also in a browser: no disk, no Node. */
export function browserFiles(texts: Map<string, string>): TextFiles {
  const encoder = new TextEncoder();
  const notHere = async () => fail('not-supported', 'The made-up files have no such verb.');
  return {
    async read(path) {
      const text = texts.get(path);
      return text === undefined ? fail('config-missing', `There is no ${path}.`) : ok(encoder.encode(text));
    },
    async info(path) {
      const text = texts.get(path);
      if (text === undefined) return ok(null);
      const known = {
        kind: 'file' as const,
        modifiedAt: 1,
        mode: 0o600,
        ownedByUs: true,
        keepsOwner: true,
        writable: true,
      };
      return ok({ ...known, bytes: text.length });
    },
    writeAtomically: notHere,
    replaceIfUnchanged: notHere,
    create: notHere,
    removeLeftovers: async () => undefined,
    remove: notHere,
    removeFolder: notHere,
    list: async () => ok([]),
    makeFolder: notHere,
    watch: () => () => undefined,
    hash: (bytes) => shortHash(bytes),
    paths: {
      join: (...parts) => parts.join('/'),
      dirname: (path) => path.slice(0, path.lastIndexOf('/')),
      basename: (path) => path.slice(path.lastIndexOf('/') + 1),
      resolve: (base, path) => (path.startsWith('/') ? path : `${base}/${path.replace(/^\.\//, '')}`),
      isAbsolute: (path) => path.startsWith('/'),
      separator: '/',
    },
  };
}

export function shortHash(bytes: Uint8Array): string {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(16);
}
