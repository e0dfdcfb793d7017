import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig } from 'vite';
import { rendererConfig } from '../../build/vite.renderer.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** `vite -c test/gallery/vite.gallery.ts` to look, `vite build -c …` to take pictures of. */
export default defineConfig(
  mergeConfig(rendererConfig(), {
    root: `${root}test/gallery`,
    build: { outDir: `${root}dist/gallery`, emptyOutDir: true },
  }),
);
