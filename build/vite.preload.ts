import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { commandNames, eventNames } from '../shared/ipc-contract.ts';

/** A sandboxed preload must be one CommonJS file; a test watches its size. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  publicDir: false,
  define: {
    __COMMAND_NAMES__: JSON.stringify(commandNames),
    __EVENT_NAMES__: JSON.stringify(eventNames),
  },
  build: {
    outDir: 'dist/preload',
    emptyOutDir: true,
    target: 'chrome140',
    minify: true,
    reportCompressedSize: false,
    lib: { entry: 'electron/preload.ts', formats: ['cjs'], fileName: () => 'preload.cjs' },
    rolldownOptions: { external: ['electron'] },
  },
});
