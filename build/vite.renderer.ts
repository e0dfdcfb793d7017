import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import { languages } from '../shared/settings.ts';

/** The page of both windows. No inline script, style or asset: the content policy allows only files of our own. */

const root = fileURLToPath(new URL('..', import.meta.url));

export function rendererConfig(): UserConfig {
  return {
    root: `${root}renderer`,
    base: './',
    publicDir: false,
    plugins: [react(), onlyOurLanguages()],
    css: { modules: { localsConvention: 'camelCaseOnly' } },
    build: {
      outDir: `${root}dist/renderer`,
      emptyOutDir: true,
      // The Chromium of Electron 45.
      target: 'chrome148',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      cssCodeSplit: true,
      sourcemap: true,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 800,
    },
    server: { host: '127.0.0.1' },
  };
}

/** react-aria brings its own few words in some thirty languages; those we do not speak stay out. */
function onlyOurLanguages(): Plugin {
  const spoken = new Set(['en-US', ...languages.filter((each) => each.includes('-'))]);
  for (const language of languages) spoken.add(`${language}-${language.toUpperCase()}`);
  spoken.add('sv-SE');
  return {
    name: 'only-our-languages',
    enforce: 'pre',
    load(id) {
      const file =
        /react-(?:aria|aria-components|stately)\/dist\/.*\/intl\/.*?([a-z]{2}-[A-Z]{2})\.mjs$/.exec(id);
      if (file?.[1] === undefined || spoken.has(file[1])) return null;
      return 'export default {};';
    },
  };
}

export default defineConfig(rendererConfig());
