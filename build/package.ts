import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'electron-builder';
import { buildStale, dist, outputNames } from './build.ts';
import { builderConfig, root } from './electron-builder.ts';
import { contentsOf, findAsars, sizeTable } from './package-contents.ts';
import { bundledLibraries, undecidedLicences } from './third-party-notices.ts';

/**
 * `npm run package`: builds what is stale and packs it for this system, or for those named (`--mac --linux --win`).
 * `--dir` stops at the app's folder, `--x64` and `--arm64` name the chips. `--electron-dist <folder>` takes Electron from there, so that nothing is
 * downloaded. `--output <folder>` is where packages go. Nothing is published from here, and nothing is
 * packed with a library whose licence nobody has decided on.
 */
const { values } = parseArgs({
  options: {
    mac: { type: 'boolean' },
    linux: { type: 'boolean' },
    win: { type: 'boolean' },
    dir: { type: 'boolean', default: false },
    x64: { type: 'boolean', default: false },
    arm64: { type: 'boolean', default: false },
    'electron-dist': { type: 'string' },
    output: { type: 'string', default: path.join(root, 'dist/package') },
  },
});

await buildStale({ quiet: true });
const undecided = undecidedLicences(bundledLibraries(dist, outputNames));
if (undecided.length > 0) throw new Error(`Nobody allowed the licence of ${undecided.join(', ')}.`);
const output = path.resolve(values.output);
const electronDist = values['electron-dist'] ?? process.env.ELECTRON_DIST ?? null;
const made = await build({
  projectDir: root,
  config: builderConfig({
    electronDist: electronDist === null ? null : path.resolve(electronDist),
    output,
    environment: process.env,
  }),
  // An empty list: every kind of package the config names for that system.
  ...(values.mac === true ? { mac: [] } : {}),
  ...(values.linux === true ? { linux: [] } : {}),
  ...(values.win === true ? { win: [] } : {}),
  x64: values.x64,
  arm64: values.arm64,
  dir: values.dir,
  publish: 'never',
});
for (const file of made) console.log(path.relative(process.cwd(), file));
for (const asar of findAsars(output)) {
  console.log(`\n${path.relative(process.cwd(), asar)}\n${sizeTable(contentsOf(asar))}`);
}
