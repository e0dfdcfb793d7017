import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/**
 * Everything that runs under Node or Electron's main process, as ES modules with their libraries inside, so that a
 * package needs no node_modules. Shared code becomes chunks beside the entries.
 */
export default defineConfig({
  root,
  publicDir: false,
  plugins: [menuBarIcons()],
  define: { __APP_VERSION__: JSON.stringify(version) },
  ssr: { noExternal: true, external: ['electron'], target: 'node' },
  build: {
    ssr: true,
    outDir: 'dist/main',
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    sourcemap: true,
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        main: 'electron/main.ts',
        headless: 'electron/headless.ts',
        cli: 'electron/cli/main.ts',
        'schema-worker': 'electron/adapters/schema-worker.ts',
      },
      external: ['electron', ...builtinModules, /^node:/],
      // Some libraries inside are CommonJS and ask for their own file's name.
      output: {
        format: 'es',
        banner: 'const __filename = import.meta.filename; const __dirname = import.meta.dirname;',
        entryFileNames: '[name].js',
        chunkFileNames: 'chunk-[name].js',
      },
    },
  },
});

/** The menu bar's pictures lie beside the code that shows them. */
function menuBarIcons(): Plugin {
  const folder = new URL('./icons/rendered/tray/', import.meta.url);
  return {
    name: 'menu-bar-icons',
    generateBundle() {
      for (const name of readdirSync(folder)) {
        const source = readFileSync(new URL(name, folder));
        this.emitFile({ type: 'asset', fileName: `icons/${name}`, source });
      }
    },
  };
}
