import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Set by .ci/run, which counts. */
const reportTo = process.env.PILOTLIGHT_RESULTS;

/** Tests against the real gateway: slow, and in need of a package registry once. */
export default defineConfig({
  root,
  test: {
    name: 'gateway',
    include: ['test/gateway/**/*.test.ts'],
    globalSetup: ['test/gateway/global-setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Each file may start a gateway that wants a whole core.
    fileParallelism: false,
    reporters:
      reportTo === undefined
        ? ['default']
        : ['default', ['json', { outputFile: `${reportTo}/vitest-gateway.json` }]],
  },
});
