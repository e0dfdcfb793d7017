import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diskFiles } from '../../electron/adapters/disk-files.ts';
import { createFileSecrets } from '../../electron/adapters/private-file-secrets.ts';
import { systemClock } from '../../electron/adapters/system-clock.ts';
import { createProcesses } from '../../electron/adapters/system-processes.ts';
import { createHttp } from '../../electron/adapters/undici-http.ts';
import { type App, createApp } from '../../electron/core/app.ts';
import type { SchemaEngine } from '../../electron/core/gateway/config-schema.ts';
import type { HistoryStore } from '../../electron/core/ports.ts';
import { fail } from '../../shared/result.ts';
import {
  type FakeGateway,
  type FakeLmStudio,
  type FakeServer,
  fakeModel,
  startGateway,
  startLmStudio,
  startVllm,
} from '../fake-servers/index.ts';
import { createRecordingLog } from '../fakes/recording-log.ts';

/** The configs of the local-models page against simulated servers, read by the real services from the disk. */

const minimax = 'minimax-m2.1-gs32';
const context = 196_608;
let folder: string;
let lmStudio: FakeLmStudio;
let vllm: FakeServer;
let gateway: FakeGateway;
let app: App | null = null;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'pilotlight-page-'));
  const model = fakeModel({
    id: minimax,
    params: '229B',
    parameterCount: 229e9,
    maxContext: context,
    thinking: false,
  });
  lmStudio = await startLmStudio({ models: [model] });
  await lmStudio.userLoads(minimax, { context });
  vllm = await startVllm({
    model: fakeModel({ id: 'my-local-model', defaultContext: 120_000, maxContext: 120_000, thinking: false }),
  });
  gateway = await startGateway({});
});

afterEach(async () => {
  await app?.stop();
  app = null;
  await Promise.all([lmStudio.stop(), vllm.stop(), gateway.stop()]);
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

async function fixture(name: string, change: (text: string) => string): Promise<void> {
  const file = fileURLToPath(new URL(`../fixtures/config/${name}.json5`, import.meta.url));
  const text = (await readFile(file, 'utf8'))
    .replaceAll('http://127.0.0.1:1234', lmStudio.url)
    .replaceAll('http://127.0.0.1:8000', vllm.url);
  const changed = change(text);
  await writeFile(path.join(folder, 'openclaw.json'), changed, { mode: 0o600 });
}

async function findings(): Promise<string[]> {
  const environment = {
    HOME: folder,
    OPENCLAW_CONFIG_PATH: path.join(folder, 'openclaw.json'),
    OPENCLAW_GATEWAY_PORT: String(gateway.port),
    ANTHROPIC_API_KEY: 'present',
    PATH: '',
    SHELL: '/bin/false',
  };
  app = await createApp({
    ports: {
      clock: systemClock,
      random: Math.random,
      http: createHttp(),
      files: diskFiles,
      processes: createProcesses(environment),
      secrets: createFileSecrets(diskFiles, path.join(folder, 'keys.json')),
      history: noHistory,
      schemaEngine: noSchema,
      log: createRecordingLog(),
    },
    dataFolder: path.join(folder, 'data'),
    info: { version: '0.0.0', host: 'headless', platform: 'linux', demo: false, locale: 'en' },
    scanPorts: [],
    looksOnly: true,
  });
  app.start();
  await settled(app);
  const report = await app.doctor.run();
  if (!report.ok) throw new Error(report.failure.detail);
  return report.value.findings
    .filter((each) => each.state !== 'fine' && !always.has(each.check) && !always.has(each.id))
    .map((each) => `${each.id} ${each.state}`);
}

/** True of every world here: no command is installed, LM Studio does not tell whether a model stays. */
const always = new Set(['cli', 'config-valid:unchecked', 'model-loaded']);

function settled({ state }: App): Promise<void> {
  const isSo = () => state.snapshot().app.settled && state.snapshot().gateway.cli.is !== 'looking';
  return new Promise((resolve) => {
    if (isSo()) return resolve();
    const stop = state.onChange(() => {
      if (!isSo()) return;
      stop();
      resolve();
    });
  });
}

const noHistory: HistoryStore = {
  addEvent: () => undefined,
  events: () => ({ events: [], more: false }),
  addSample: () => undefined,
  samples: () => [],
  saveDay: () => undefined,
  saveMemory: () => undefined,
  memories: () => [],
  days: () => [],
  loadTimes: () => [],
  removeBefore: () => undefined,
  close: () => undefined,
};

const noSchema: SchemaEngine = {
  load: async () => fail('cli-missing', 'There is no schema here.'),
  check: async () => fail('cli-missing', 'There is no schema here.'),
  describe: async () => fail('cli-missing', 'There is no schema here.'),
  close: async () => undefined,
};

const same = (text: string) => text;
const loneChain = ['fallback-chain:defaults:no-fallbacks look'];
/** The primary is hosted and its key is the gateway’s own. */
const unsure = 'who-answers could-not-tell';
const hostedKeys = ['key:anthropic could-not-tell'];

const table: {
  config: 'local-only' | 'hosted-first' | 'compatible-proxy';
  wrong: string;
  change?: (text: string) => string;
  before?: () => Promise<unknown>;
  found: string[];
}[] = [
  { config: 'local-only', wrong: 'nothing', found: loneChain },
  {
    config: 'local-only',
    wrong: 'the server is stopped',
    before: () => lmStudio.stop(),
    found: ['who-answers broken', 'server-reachable:lmstudio broken', ...loneChain],
  },
  {
    config: 'local-only',
    wrong: 'the server gave less context',
    before: async () => {
      lmStudio.userUnloads(minimax);
      await lmStudio.userLoads(minimax, { context: 65_536 });
    },
    found: [`second-copies:lmstudio/${minimax} look`, `context:lmstudio/${minimax} look`, ...loneChain],
  },
  {
    config: 'local-only',
    wrong: 'a spelling the server does not know',
    change: (text) => text.replaceAll(minimax, 'minimax-m2.1'),
    found: ['who-answers broken', 'model-listed:lmstudio/minimax-m2.1 broken', ...loneChain],
  },
  {
    config: 'local-only',
    wrong: 'chat completions instead of the Responses API',
    change: (text) => text.replace('openai-responses', 'openai-completions'),
    found: ['responses-api:lmstudio look', ...loneChain],
  },
  {
    config: 'local-only',
    wrong: 'gateway.mode is missing',
    change: (text) => text.replace(/gateway: \{ mode: "local" \},.*\n/, ''),
    found: ['gateway-mode broken', ...loneChain],
  },
  {
    config: 'local-only',
    wrong: 'localhost, where the server listens on IPv4 alone',
    change: (text) => text.replace('127.0.0.1', 'localhost'),
    found: ['localhost:lmstudio look', ...loneChain],
  },
  {
    config: 'hosted-first',
    wrong: 'nothing',
    found: [unsure, ...hostedKeys, 'key:openrouter could-not-tell'],
  },
  {
    config: 'hosted-first',
    wrong: 'models.mode is replace',
    change: (text) => text.replace('mode: "merge"', 'mode: "replace"'),
    found: ['models-mode broken'],
  },
  {
    config: 'hosted-first',
    wrong: 'the local fallback’s address lacks /v1',
    change: (text) => text.replace('/v1"', '"'),
    found: [unsure, 'base-url:lmstudio broken', ...hostedKeys, 'key:openrouter could-not-tell'],
  },
  {
    config: 'hosted-first',
    wrong: 'the local fallback is stopped',
    before: () => lmStudio.stop(),
    found: [unsure, 'server-reachable:lmstudio broken', ...hostedKeys, 'key:openrouter could-not-tell'],
  },
  {
    config: 'compatible-proxy',
    wrong: 'nothing',
    found: ['hosted-configured look'],
  },
  {
    config: 'compatible-proxy',
    wrong: 'the context is declared larger than the server’s',
    change: (text) => text.replace('120000', '200000'),
    found: ['context:local/my-local-model look', 'hosted-configured look'],
  },
  {
    config: 'compatible-proxy',
    wrong: 'the server wants a key',
    before: async () => {
      await vllm.stop();
      const { port } = vllm;
      vllm = await startVllm({ port, apiKey: 'another', model: fakeModel({ id: 'my-local-model' }) });
    },
    found: ['who-answers broken', 'key:local broken', 'hosted-configured look'],
  },
];

describe('the configs of the local-models page', () => {
  it.each(table)(
    '$config with $wrong wrong gives exactly what is expected',
    async ({ config, change, before, found }) => {
      await fixture(config, change ?? same);
      await before?.();
      expect(await findings()).toEqual(found);
    },
  );
});
