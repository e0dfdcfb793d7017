import { serve } from './headless/serve.ts';

await serve(process.argv.slice(2));
