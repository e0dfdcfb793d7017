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
import type { Finding } from '../../shared/findings.ts';
import { englishTranslator } from '../../shared/messages/index.ts';
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

type PageConfig = 'lm-studio' | 'hosted-first' | 'proxy';

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

/** What the config already has that people paste the page's part into. */
const around: Record<PageConfig, string> = {
  'lm-studio': 'gateway: { mode: "local" },',
  'hosted-first': 'gateway: { mode: "local" },',
  proxy: 'gateway: { mode: "local" }, agents: { defaults: { model: { primary: "local/my-local-model" } } },',
};

async function fixture(name: PageConfig, change: (text: string) => string): Promise<void> {
  const file = fileURLToPath(new URL(`../fixtures/local-models-page/${name}.json5`, import.meta.url));
  const text = (await readFile(file, 'utf8'))
    .replaceAll('http://127.0.0.1:1234', lmStudio.url)
    .replaceAll('http://127.0.0.1:8000', vllm.url);
  const changed = change(text.replace('{', `{\n  ${around[name]}`));
  await writeFile(path.join(folder, 'openclaw.json'), changed, { mode: 0o600 });
}

async function findings(): Promise<Finding[]> {
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
  return report.value.findings.filter(
    (each) => each.state !== 'fine' && !always.has(each.check) && !always.has(each.id),
  );
}

/** True of every world here: no command is installed, so nobody can ask the gateway itself. */
const always = new Set(['cli', 'config-valid:unchecked']);

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
/** LM Studio does not tell whether a copy that it was seen with stays; what it loads by itself goes. */
const mayGo = `model-loaded:lmstudio/${minimax} look`;
const hostedKeys = ['key:anthropic could-not-tell'];

const table: {
  config: PageConfig;
  wrong: string;
  change?: (text: string) => string;
  before?: () => Promise<unknown>;
  found: string[];
  /** What one of them says, where the same finding can have two reasons. */
  says?: RegExp;
}[] = [
  {
    config: 'lm-studio',
    wrong: 'nothing',
    found: [mayGo, ...loneChain],
    says: /goes away when nobody uses it/,
  },
  {
    config: 'lm-studio',
    wrong: 'the server is stopped',
    before: () => lmStudio.stop(),
    found: ['who-answers broken', 'server-reachable:lmstudio broken', ...loneChain],
  },
  {
    config: 'lm-studio',
    wrong: 'the model is not loaded',
    before: async () => lmStudio.userUnloads(minimax),
    found: [mayGo, ...loneChain],
    says: /is not loaded: the first message waits/,
  },
  {
    config: 'lm-studio',
    wrong: 'the server gave less context',
    before: async () => {
      lmStudio.userUnloads(minimax);
      await lmStudio.userLoads(minimax, { context: 65_536 });
    },
    found: [mayGo, `second-copies:lmstudio/${minimax} look`, ...loneChain],
  },
  {
    config: 'lm-studio',
    wrong: 'a spelling the server does not know',
    change: (text) => text.replaceAll(minimax, 'minimax-m2.1'),
    found: ['who-answers broken', 'model-listed:lmstudio/minimax-m2.1 broken', ...loneChain],
  },
  {
    config: 'lm-studio',
    wrong: 'chat completions instead of the Responses API',
    change: (text) => text.replace('openai-responses', 'openai-completions'),
    found: [mayGo, 'responses-api:lmstudio look', ...loneChain],
  },
  {
    config: 'lm-studio',
    wrong: 'gateway.mode is missing',
    change: (text) => text.replace('gateway: { mode: "local" },', ''),
    found: ['gateway-mode broken', mayGo, ...loneChain],
  },
  {
    config: 'lm-studio',
    wrong: 'localhost, where the server listens on IPv4 alone',
    change: (text) => text.replace('127.0.0.1', 'localhost'),
    found: ['localhost:lmstudio look', mayGo, ...loneChain],
  },
  {
    config: 'hosted-first',
    wrong: 'nothing',
    found: [unsure, ...hostedKeys, mayGo],
  },
  {
    config: 'hosted-first',
    wrong: 'the order swapped, so that local comes first',
    change: (text) => {
      const swapped = text.replace(
        'primary: "anthropic/claude-sonnet-4-5"',
        'primary: "lmstudio/minimax-m2.1-gs32"',
      );
      return swapped.replace(
        'fallbacks: ["lmstudio/minimax-m2.1-gs32"',
        'fallbacks: ["anthropic/claude-sonnet-4-5"',
      );
    },
    found: [...hostedKeys, mayGo],
  },
  {
    config: 'hosted-first',
    wrong: 'the local fallback is not loaded',
    before: async () => lmStudio.userUnloads(minimax),
    found: [unsure, ...hostedKeys, mayGo],
    says: /is not loaded: the first message waits/,
  },
  {
    config: 'hosted-first',
    wrong: 'models.mode is replace',
    change: (text) => text.replace('mode: "merge"', 'mode: "replace"'),
    found: [mayGo, 'models-mode broken'],
  },
  {
    config: 'hosted-first',
    wrong: 'the local fallback’s address lacks /v1',
    change: (text) => text.replace('/v1"', '"'),
    found: [unsure, 'base-url:lmstudio broken', ...hostedKeys, mayGo],
  },
  {
    config: 'hosted-first',
    wrong: 'the local fallback is stopped',
    before: () => lmStudio.stop(),
    found: [unsure, 'server-reachable:lmstudio broken', ...hostedKeys],
  },
  {
    config: 'proxy',
    wrong: 'nothing',
    found: [...loneChain, 'hosted-configured look'],
  },
  {
    config: 'proxy',
    wrong: 'the context is declared larger than the server’s',
    change: (text) => text.replace('120000', '200000'),
    found: ['context:local/my-local-model look', ...loneChain, 'hosted-configured look'],
  },
  {
    config: 'proxy',
    wrong: 'the server wants a key',
    before: async () => {
      await vllm.stop();
      const { port } = vllm;
      vllm = await startVllm({ port, apiKey: 'another', model: fakeModel({ id: 'my-local-model' }) });
    },
    found: ['who-answers broken', 'key:local broken', ...loneChain, 'hosted-configured look'],
  },
];

describe('the configs of the local-models page', () => {
  it.each(table)(
    '$config with $wrong wrong gives exactly what is expected',
    async ({ config, change, before, found, says }) => {
      await fixture(config, change ?? same);
      await before?.();
      const told = await findings();
      expect(told.map((each) => `${each.id} ${each.state}`)).toEqual(found);
      const words = told.map((each) => englishTranslator.say(each.sentence));
      if (says !== undefined) expect(words).toContainEqual(expect.stringMatching(says));
    },
  );
});
