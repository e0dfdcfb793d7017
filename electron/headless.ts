import { serve } from './headless/serve.ts';
import { runToEnd } from './outcome.ts';

const help = '--port <n>, --json, --demo, --verbose, --metrics, --metrics-token <token>';

await runToEnd(async () => {
  await serve(process.argv.slice(2));
  return null;
}, help);
