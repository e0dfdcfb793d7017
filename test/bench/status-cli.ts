import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { buildStale } from '../../build/build.ts';
import { defaultCacheRoot } from '../gateway/install-openclaw.ts';
import { cleanEnvironment } from '../gateway/run-openclaw.ts';
import { median, ms, printTable, ratio, timesOf } from './measure.ts';

/**
 * From a cold command line to the state of the servers: `pilotlight status --json` against `curl` of the same endpoints
 * and, where OpenClaw is installed for the gateway tests, `openclaw models status`.
 */
const runs = process.argv.includes('--quick') ? 3 : 9;
await buildStale({ quiet: true });
const cli = fileURLToPath(new URL('../../dist/main/cli.js', import.meta.url));
const home = mkdtempSync(path.join(os.tmpdir(), 'pilotlight-bench-'));

// On another thread, because the commands are waited for on this one.
const servers = new Worker(new URL('./two-servers.ts', import.meta.url));
const [lmStudio, ollama] = await new Promise<[string, string]>((resolve) => servers.once('message', resolve));
const configPath = path.join(home, '.openclaw', 'openclaw.json');
mkdirSync(path.dirname(configPath), { recursive: true });
const model = (id: string) => ({ id, name: id, contextWindow: 8_192, maxTokens: 1_024 });
writeFileSync(
  configPath,
  JSON.stringify({
    gateway: { mode: 'local' },
    models: {
      providers: {
        lmstudio: {
          baseUrl: `${lmStudio}/v1`,
          api: 'openai-completions',
          apiKey: 'none',
          models: [model('qwen3-8b')],
        },
        ollama: { baseUrl: ollama, api: 'ollama', apiKey: 'none', models: [model('qwen3:8b')] },
      },
    },
    agents: { defaults: { model: { primary: 'lmstudio/qwen3-8b', fallbacks: ['ollama/qwen3:8b'] } } },
  }),
);
const env = {
  ...cleanEnvironment(home),
  TMPDIR: os.tmpdir(),
  PILOTLIGHT_DATA: path.join(home, 'data'),
  PILOTLIGHT_SCAN_PORTS: '',
};

function run(command: string, args: string[]): string {
  const done = spawnSync(command, args, { env, encoding: 'utf8', timeout: 120_000 });
  if (done.status !== 0)
    throw new Error(`${command} ${args.join(' ')} ended with ${done.status}: ${done.stderr}`);
  return done.stdout;
}

const status = () => run(process.execPath, [cli, 'status', '--json']);
const seen = JSON.parse(status()) as { servers: unknown[] };
if (seen.servers.length !== 2) throw new Error(`status shows ${seen.servers.length} servers instead of 2`);
const endpoints = [`${lmStudio}/api/v1/models`, `${ollama}/api/tags`, `${ollama}/api/ps`];

const rows: (string | number)[][] = [];
const curl = median(await timesOf(runs, () => run('curl', ['-sS', ...endpoints])));
const bare = median(await timesOf(runs, () => run(process.execPath, ['-e', '0'])));
const ours = median(await timesOf(runs, status));
rows.push(['`curl` of the same endpoints', ms(curl), '1']);
rows.push(['bare `node -e 0`, the floor of any command line in Node', ms(bare), ratio(bare, curl)]);
rows.push(['`pilotlight status --json`', ms(ours), ratio(ours, curl)]);
const openclaw = installedOpenclaw();
if (openclaw === null)
  rows.push(['`openclaw models status`', 'not measured: OpenClaw is not installed here', '']);
else {
  const theirs = median(
    await timesOf(Math.min(runs, 3), () => run(process.execPath, [openclaw, 'models', 'status'])),
  );
  rows.push(['`openclaw models status` (asks no server)', ms(theirs), ratio(theirs, curl)]);
}
printTable(['from a cold command line', 'median', 'against curl'], rows);
await servers.terminate();
rmSync(home, { recursive: true, force: true });

/** The one the gateway tests installed; nothing is downloaded for a benchmark. */
function installedOpenclaw(): string | null {
  const cache = defaultCacheRoot();
  const names = existsSync(cache) ? readdirSync(cache).filter((name) => /^openclaw-[\d.]+$/.test(name)) : [];
  const newest = names.sort().at(-1);
  return newest === undefined ? null : path.join(cache, newest, 'node_modules/openclaw/openclaw.mjs');
}
