import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../../electron/core/gateway/config-files.ts';
import { type PictureReading, readPicture } from '../../../../electron/core/gateway/model-picture.ts';
import { type AgentChain, ModelPicture } from '../../../../shared/gateway.ts';
import { createMemoryFiles } from '../../../fakes/memory-files.ts';

const main = '/home/me/.openclaw/openclaw.json';

async function read(
  text: string,
  more: Record<string, string> = {},
  visible: string[] = [],
): Promise<PictureReading> {
  const { tree } = await readConfig(createMemoryFiles({ [main]: text, ...more }), main);
  if (!tree.ok) throw new Error(tree.failure.detail);
  return readPicture(tree.value, { visible: (name) => visible.includes(name) });
}

function fixture(name: string): string {
  return readFileSync(fileURLToPath(new URL(`../../../fixtures/${name}`, import.meta.url)), 'utf8');
}

function chainOf(picture: ModelPicture, agentId: string | null): AgentChain {
  const chain = picture.chains.find((each) => each.agentId === agentId);
  if (chain === undefined) throw new Error(`There is no chain of ${agentId}.`);
  return chain;
}

describe('The three configs of the local-models page', () => {
  it('shows the local-only one', async () => {
    const { picture, troubles } = await read(fixture('config/local-only.json5'));
    expect(troubles).toEqual([]);
    expect(picture).toMatchObject({
      mode: 'merge',
      gatewayMode: 'local',
      gatewayPort: null,
      allow: null,
      uses: [],
    });
    expect(picture.aliases).toEqual([
      { ref: 'anthropic/claude-opus-4-6', alias: 'Opus' },
      { ref: 'lmstudio/minimax-m2.1-gs32', alias: 'Minimax' },
    ]);
    expect(chainOf(picture, null)).toMatchObject({
      form: 'object',
      primary: 'lmstudio/minimax-m2.1-gs32',
      fallbacks: null,
      effective: { primary: 'lmstudio/minimax-m2.1-gs32', fallbacks: [] },
    });
    expect(picture.providers).toMatchObject([
      {
        id: 'lmstudio',
        baseUrl: 'http://127.0.0.1:1234/v1',
        api: 'openai-responses',
        key: { is: 'literal', localMarker: true },
        models: [
          {
            id: 'minimax-m2.1-gs32',
            contextWindow: 196_608,
            maxTokens: 8192,
            reasoning: false,
            costs: false,
          },
        ],
      },
    ]);
  });

  it('shows the hosted-first one in order', async () => {
    const { picture, troubles } = await read(fixture('config/hosted-first.json5'));
    expect(troubles).toEqual([]);
    expect(chainOf(picture, null).effective).toEqual({
      primary: 'anthropic/claude-sonnet-4-5',
      fallbacks: [
        'lmstudio/minimax-m2.1-gs32',
        'openrouter/qwen/qwen3-coder:free',
        'anthropic/claude-opus-4-6',
      ],
    });
    expect(picture.providers[0]?.models?.[0]?.contextWindow).toBe(0x30000);
  });

  it('shows the compatible-proxy one, whose key is a secret for all we know', async () => {
    const { picture, troubles } = await read(fixture('config/compatible-proxy.json5'));
    expect(troubles).toEqual([]);
    expect(picture.providers[0]).toMatchObject({
      timeoutSeconds: 120,
      key: { is: 'literal', localMarker: false },
    });
    expect(chainOf(picture, null).fallbacks).toEqual([]);
  });
});

describe('A config with every shape', () => {
  const text = fixture('config-read/all-shapes.json5');

  it('is a picture the contract accepts, without a trouble and without a secret', async () => {
    const { picture, troubles } = await read(text);
    expect(troubles).toEqual([]);
    expect(v.parse(ModelPicture, picture)).toEqual(picture);
    expect(JSON.stringify(picture)).not.toContain('not-a-real-key');
  });

  it('gives every agent the chain the gateway gives it', async () => {
    const { picture } = await read(text);
    const shared = {
      primary: 'box/llmman.hybrid/qwen3.8,openai/gpt-5.6-luna',
      fallbacks: ['Small', 'openai/gpt-5.6@work'],
    };
    const local = 'ollama/qwen3:8b';
    expect(
      picture.chains.map(({ agentId, name, form, fallbacks, effective }) => [
        agentId,
        name,
        form,
        fallbacks,
        effective,
      ]),
    ).toEqual([
      [null, null, 'object', shared.fallbacks, shared],
      ['inherits', 'Plain', 'absent', null, shared],
      ['strict', null, 'string', null, { primary: local, fallbacks: [] }],
      ['alone', null, 'object', null, { primary: local, fallbacks: [] }],
      ['both', 'Both', 'object', ['openai/gpt-5.6'], { primary: local, fallbacks: ['openai/gpt-5.6'] }],
      ['off', null, 'object', [], { primary: shared.primary, fallbacks: [] }],
      ['others', null, 'object', [local], { primary: shared.primary, fallbacks: [local] }],
    ]);
  });

  it('names every other use of a model with its path', async () => {
    const { picture } = await read(text);
    const said = picture.uses.map(
      ({ role, agentId, ref, path }) => `${role} ${agentId} ${ref} ${path.slice(2).join('.')}`,
    );
    expect(said).toEqual([
      'heartbeat null ollama/qwen3:8b heartbeat.model',
      'compaction null openai/gpt-5.6 compaction.model',
      'memory-flush null ollama/qwen3:8b compaction.memoryFlush.model',
      'utility null  utilityModel',
      'decision null ollama/qwen3:8b decisionModel',
      'image null openai/gpt-5.6 imageModel',
      'pdf null openai/gpt-5.6 pdfModel.primary',
      'pdf null ollama/qwen3:8b pdfModel.fallbacks.0',
      'voice null openai/voice voiceModel.primary',
      'media null openai/image mediaModels.image',
      'media null openai/music mediaModels.music.primary',
      'media null openai/video mediaModels.video.fallbacks.0',
      'subagents null ollama/qwen3:8b subagents.model.primary',
      'subagents null Small subagents.model.fallbacks.0',
      'heartbeat others Small others.heartbeat.model',
      'utility others openai/gpt-5.6 others.utilityModel',
    ]);
  });

  it('tells how each key is written and which variables can be seen', async () => {
    const { picture } = await read(text, {}, ['BOX_KEY']);
    expect(Object.fromEntries(picture.providers.map(({ id, key }) => [id, key]))).toEqual({
      ollama: { is: 'literal', localMarker: true },
      lmstudio: { is: 'literal', localMarker: true },
      box: { is: 'variable', name: 'BOX_KEY', visible: true },
      inline: { is: 'variable', name: 'INLINE_KEY', visible: false },
      openai: { is: 'managed', source: 'profile' },
      ref: { is: 'variable', name: 'REF_KEY', visible: false },
      stored: { is: 'managed', source: 'store' },
      filed: { is: 'managed', source: 'file' },
      run: { is: 'managed', source: 'exec' },
      escaped: { is: 'literal', localMarker: false },
      secret: { is: 'literal', localMarker: false },
    });
  });

  it('keeps what is said of the models, and null for what is not', async () => {
    const { picture } = await read(text);
    const [ollama, lmstudio, , , openai] = picture.providers;
    expect(ollama?.models).toEqual([
      {
        id: 'qwen3:8b',
        name: 'Qwen3 8B',
        contextWindow: 40_960,
        contextTokens: 32_768,
        maxTokens: 4096,
        numCtx: 32_768,
        keepAlive: -1,
        reasoning: true,
        api: null,
        costs: false,
      },
      expect.objectContaining({ id: 'llama3', contextWindow: null, keepAlive: '30m', reasoning: null }),
    ]);
    expect(lmstudio).toMatchObject({
      preload: false,
      localService: { command: '/usr/local/bin/lms', idleStopMs: 0 },
      models: [{ api: 'openai-completions', costs: true }],
    });
    expect(openai).toMatchObject({ baseUrl: null, models: null, preload: null, localService: null });
    expect(picture).toMatchObject({
      mode: 'replace',
      allow: ['ollama/*', 'Small', 'box/llmman.hybrid/*'],
      heartbeatEvery: '45m',
      compactionEnabled: true,
      selectionScope: 'agent',
      gatewayPort: 18_999,
      reloadMode: 'hybrid',
      tools: { profile: 'coding' },
    });
  });
});

describe('An address with a password in it', () => {
  it('reaches no window with it', async () => {
    const { picture } = await read(
      '{ models: { providers: { box: { baseUrl: "https://ada:s3cret@10.0.0.5:8000/v1", models: [] } } } }',
    );
    expect(picture.providers[0]?.baseUrl).toBe('https://…@10.0.0.5:8000/v1');
  });

  it('reaches no window with the keys in its query or path', async () => {
    const { picture } = await read(
      `{ models: { providers: { box: {
        baseUrl: "http://ada:s3cret@10.0.0.5/sk-s3cret0123456789/v1?api_key=s3cret&v=2&apiKey=s3cret#top",
        models: [],
      } } } }`,
    );
    expect(picture.providers[0]?.baseUrl).toBe('http://…@10.0.0.5/…/v1?api_key=…&v=2&apiKey=…#top');
    expect(JSON.stringify(picture)).not.toContain('s3cret');
  });
});

describe('Routing behind a proxy', () => {
  it('is read for a provider and for single refs', async () => {
    const { picture } = await read(`{
      models: { providers: { openrouter: { params: { provider: { only: ["azure/eu"], sort: "latency" } } } } },
      agents: { defaults: { models: {
        "openrouter/a": { params: { provider: { order: ["together"], allow_fallbacks: true } } },
        "openrouter/b": { alias: "B" },
      } } },
    }`);
    expect(picture.routing).toEqual([
      { target: 'openrouter', services: ['azure/eu'], strict: true },
      { target: 'openrouter/a', services: ['together'], strict: false },
    ]);
  });
});

describe('Agents in the old list', () => {
  const list = '[{ id: "main", default: true }, { id: "work", name: "Work", model: "a/b" }]';

  it('count where there are no entries', async () => {
    const { picture } = await read(`{ agents: { list: ${list} } }`);
    expect(picture.chains.map(({ agentId, legacy }) => [agentId, legacy])).toEqual([
      [null, false],
      ['main', true],
      ['work', true],
    ]);
    expect(chainOf(picture, 'work')).toMatchObject({ name: 'Work', form: 'string', primary: 'a/b' });
  });

  it('do not count beside entries, even empty ones', async () => {
    const { picture } = await read(`{ agents: { list: ${list}, entries: {} } }`);
    expect(picture.chains.map(({ agentId }) => agentId)).toEqual([null]);
  });
});

describe('Chains in includes', () => {
  it('know their file and why they cannot be edited', async () => {
    const folder = '/home/me/.openclaw';
    const { picture } = await read(
      '{ agents: { defaults: { $include: "d.json5" }, entries: { $include: "e.json5", x: {} } } }',
      {
        [`${folder}/d.json5`]: '{ model: "a/b" }',
        [`${folder}/e.json5`]: '{ main: { model: "c/d" } }',
      },
    );
    expect(chainOf(picture, null)).toMatchObject({ file: `${folder}/d.json5`, notEditable: null });
    expect(chainOf(picture, 'main')).toMatchObject({
      file: `${folder}/e.json5`,
      notEditable: { code: 'config-include-refused' },
    });
  });
});

describe('Values of a wrong type', () => {
  const wrong = [
    '{ agents: 1, models: "x", gateway: [] }',
    '{ agents: { defaults: [], entries: "x", list: {} } }',
    '{ agents: { defaults: { model: 5, models: [], modelPolicy: { allow: "x" }, heartbeat: 1, compaction: null } } }',
    '{ agents: { defaults: { model: { primary: 1, fallbacks: "x" }, imageModel: { primary: [] } } } }',
    '{ agents: { defaults: { model: { fallbacks: [1, null, "a/b", {}] } } } }',
    '{ agents: { entries: { a: null, b: "x", c: { model: [] } } } }',
    '{ agents: { list: [1, {}, { id: 5 }, { id: "x", model: 1 }] } }',
    '{ models: { mode: "both", providers: { a: null, b: 1, c: { models: {}, baseUrl: 1, apiKey: 1, localService: "x" } } } }',
    '{ models: { providers: { a: { models: [1, null, {}, { id: 1 }, { id: "m", contextWindow: "x", cost: 1, params: 2 }] } } } }',
    '{ models: { providers: { a: { timeoutSeconds: NaN, models: [{ id: "m", maxTokens: Infinity }] } } } }',
    '{ auth: 1, tools: 1, env: 1 }',
    '{ auth: { profiles: [] }, models: { providers: { a: {} } } }',
  ];

  it.each(wrong)('never stop the picture: %s', async (text) => {
    const { picture } = await read(text);
    expect(v.parse(ModelPicture, picture)).toEqual(picture);
  });

  it('are told once each, with the line', async () => {
    const { picture, troubles } = await read('{\n models: { mode: 3, providers: {\n a: { baseUrl: 5 } } } }');
    expect(picture.providers[0]).toMatchObject({ id: 'a', baseUrl: null });
    expect(troubles).toMatchObject([
      { code: 'config-shape', facts: { path: 'models.mode' }, place: { line: 2 } },
      {
        code: 'config-shape',
        facts: { path: 'models.providers.a.baseUrl' },
        place: { file: main, line: 3, column: 16 },
      },
    ]);
  });

  it('do not confuse missing fallbacks with none', async () => {
    const { picture } = await read(
      '{ agents: { entries: { a: { model: {} }, b: { model: "" } }, defaults: { model: "x/y" } } }',
    );
    expect(chainOf(picture, 'a')).toMatchObject({
      form: 'object',
      fallbacks: null,
      effective: { primary: 'x/y' },
    });
    expect(chainOf(picture, 'b')).toMatchObject({
      form: 'string',
      primary: '',
      effective: { primary: 'x/y' },
    });
  });

  it('read keys that are names of object members', async () => {
    const { picture } = await read(
      '{ models: { providers: { "__proto__": { baseUrl: "http://a" }, constructor: { baseUrl: "http://b" } } } }',
    );
    expect(picture.providers.map(({ id, baseUrl }) => [id, baseUrl])).toEqual([
      ['__proto__', 'http://a'],
      ['constructor', 'http://b'],
    ]);
  });
});
