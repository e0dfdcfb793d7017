import { fileURLToPath } from 'node:url';
import { buildStale } from './build.ts';
import { launch, verdictOn } from './launch.ts';

/** `npm run serve -- --port 4111`: builds what is stale and runs the headless host in the foreground. */
await buildStale({ quiet: true });
const entry = fileURLToPath(new URL('../dist/main/headless.js', import.meta.url));
process.exit(verdictOn(await launch(process.execPath, [entry, ...process.argv.slice(2)])).code);
