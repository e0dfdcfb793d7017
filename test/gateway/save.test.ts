import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import JSON5 from 'json5';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { buildChangeSet } from '../../electron/core/gateway/edits/change-set.ts';
import { createSecretMask } from '../../electron/core/gateway/secret-mask.ts';
import type { NamedEdit } from '../../shared/config-edits.ts';
import type { Review, SaveOutcome } from '../../shared/contract/config-commands.ts';
import type { Result } from '../../shared/result.ts';
import type { FakeServer } from '../fake-servers/index.ts';
import { createMemoryFiles } from '../fakes/memory-files.ts';
import { editFor } from '../unit/core/gateway/edits/edit-model.ts';
import { wishNames } from '../unit/core/gateway/edits/random-configs.ts';
import { commentsIn } from '../unit/core/gateway/json5-laws.ts';
import { startChatServer } from './chat-server.ts';
import { fixtureConfigs } from './config-tools.ts';
import { type RunningGateway, startGateway } from './running-gateway.ts';
import { type SavingServices, startSavingServices } from './saving-services.ts';
import { twoLinkConfig } from './two-link-config.ts';

/** What Pilotlight saves, judged by the real gateway. */

async function reviewed(services: SavingServices, edits: NamedEdit[]): Promise<Review> {
  const review = await services.config.editor.review(edits);
  if (!review.ok) throw new Error(`${review.failure.code}: ${review.failure.detail}`);
  const checked = await services.config.editor.checked(review.value.reviewId);
  if (!checked.ok) throw new Error(checked.failure.detail);
  return checked.value;
}

function saved(outcome: Result<SaveOutcome>): Extract<SaveOutcome, { is: 'saved' }> {
  if (!outcome.ok) throw new Error(`${outcome.failure.code}: ${outcome.failure.detail}`);
  if (outcome.value.is !== 'saved') throw new Error('asked to look again');
  return outcome.value;
}

describe('a save beside the running gateway', () => {
  let a: FakeServer;
  let b: FakeServer;
  let gateway: RunningGateway;
  let services: SavingServices;

  beforeAll(async () => {
    a = await startChatServer('a-m', 'hello from a');
    b = await startChatServer('b-m', 'hello from b');
    gateway = await startGateway({ config: twoLinkConfig({ a: a.url, b: b.url }) });
    services = await startSavingServices({
      installed: inject('openclawCli'),
      folder: gateway.folder,
      configPath: gateway.configPath,
      env: gateway.env,
    });
    await vi.waitFor(() => expect(services.state().health.is).toBe('ready'), 30_000);
  });

  afterAll(async () => {
    await services?.stop();
    await gateway?.stop();
    await Promise.all([a?.stop(), b?.stop()]);
  });

  const text = () => readFile(gateway.configPath, 'utf8');

  it('is reloaded live, answered by the new chain, with every comment still there', async () => {
    const before = await text();
    const from = gateway.log.lines.length;
    const review = await reviewed(services, [
      { edit: 'reorder-chain', agentId: null, refs: ['b/b-m', 'a/a-m', 'b/spare'] },
    ]);
    expect(review).toMatchObject({ schemaCheck: 'done', cliCheck: 'done', issues: [] });
    expect(review.effects.map((each) => each.key)).toContain('effect.hotReload');
    const outcome = saved(await services.config.editor.save(review.reviewId));
    expect(outcome.gateway).toBe('reloaded');
    const line = await gateway.waitForLog(/config hot reload applied/, 20_000, from);
    expect(line).toContain('agents.defaults.model');
    expect(await text()).toBe(
      before
        .replace('primary: "a/a-m"', 'primary: "b/b-m"')
        .replace('["b/b-m", "b/spare"]', '["a/a-m", "b/spare"]'),
    );
    expect(await gateway.turn('hi', 'after-save')).toMatchObject({
      requested: 'b/b-m',
      effective: 'b/b-m',
      failed: false,
    });
    expect(services.happened.map((each) => each.what)).toEqual(['config-saved']);
  });

  it('is undone to the byte, and the gateway goes back as well', async () => {
    const [version] = services.config.editor.versions(null);
    const from = gateway.log.lines.length;
    saved(await services.config.editor.undo(version?.versionId ?? ''));
    await gateway.waitForLog(/config hot reload applied/, 20_000, from);
    expect(await text()).toBe(twoLinkConfig({ a: a.url, b: b.url }));
    expect(await gateway.turn('hi', 'after-undo')).toMatchObject({ requested: 'a/a-m', effective: 'a/a-m' });
  });

  it('is seen when the gateway restarts for it', async () => {
    // On a busy machine a turn may have kept it from answering a probe.
    await vi.waitFor(async () => {
      await services.gateway.checkHealth();
      expect(services.state().health.is).toBe('ready');
    }, 30_000);
    const before = await text();
    const review = await reviewed(services, [
      {
        edit: 'replace-text',
        file: gateway.configPath,
        text: before.replace('gateway: { mode: "local" }', 'gateway: { mode: "local", bind: "loopback" }'),
      },
    ]);
    if (review.issues.some((issue) => issue.level === 'error'))
      throw new Error(JSON.stringify(review.issues));
    expect(review.effects.map((each) => each.key)).toContain('effect.restart');
    const from = gateway.log.lines.length;
    const outcome = saved(await services.config.editor.save(review.reviewId));
    const said = gateway.log.lines.slice(from).join('\n');
    expect(said).toMatch(/restart/i);
    expect(outcome.gateway).toBe('restarted');
  });
});

describe('what the gateway would refuse', () => {
  let folder: string;
  let services: SavingServices;
  let main: string;
  const config = twoLinkConfig({ a: 'http://127.0.0.1:1', b: 'http://127.0.0.1:2' });

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'pilotlight-refused-'));
    main = path.join(folder, 'state/openclaw.json');
    await mkdir(path.dirname(main));
    await writeFile(main, config);
    services = await startSavingServices({ installed: inject('openclawCli'), folder, configPath: main });
  });

  afterAll(async () => {
    await services?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it.each([
    ['mode: "merge"', 'mode: "mix"', 'models.mode'],
    ['every: "0m"', 'each: "0m"', 'agents.defaults.heartbeat'],
    ['timeoutSeconds: 10', 'timeoutSeconds: 0', 'models.providers.a.timeoutSeconds'],
    ['contextWindow: 131072', 'contextWindow: "128k"', 'models.providers.a.models[0].contextWindow'],
    ['{ id: "a-m", name: "A",', '{ id: "a-m",', 'models.providers.a.models[0].name'],
    ['update: {', 'keepWarm: true, update: {', ''],
    ['api: "openai-completions"', 'api: "openai"', 'models.providers.a.api'],
  ])('(%s → %s) is refused by our own checks first, at the same place', async (from, to, place) => {
    const typed = config.replace(from, to);
    const quick = await services.config.editor.checkText(main, typed);
    const ours = quick.ok ? quick.value.filter((issue) => issue.level === 'error') : [];
    expect(ours.map((issue) => issue.from)).not.toContain('cli');
    const review = await reviewed(services, [{ edit: 'replace-text', file: main, text: typed }]);
    const theirs = review.issues.filter((issue) => issue.from === 'cli' && issue.level === 'error');
    expect(theirs.map((issue) => issue.path)).toEqual([place]);
    expect(ours.map((issue) => issue.path)).toContainEqual(
      place.endsWith('.name') ? expect.stringContaining(place.replace('.name', '')) : place,
    );
    expect(await services.config.editor.save(review.reviewId)).toMatchObject({
      ok: false,
      failure: { code: 'config-check-failed' },
    });
    expect(await readFile(main, 'utf8')).toBe(config);
  });

  it('a provider without an address, which the schema lets through, is refused by our own rule', async () => {
    const review = await reviewed(services, [
      { edit: 'set-provider-text', providerId: 'a', field: 'baseUrl', value: null },
    ]);
    const errors = review.issues.filter((issue) => issue.level === 'error');
    expect(errors.map((issue) => issue.from).sort()).toEqual(['cli', 'rules']);
  });
});

const fixtures = await fixtureConfigs();

describe('every fixture', () => {
  let folder: string;
  let services: SavingServices;
  let main: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'pilotlight-fixture-'));
    main = path.join(folder, 'state/openclaw.json');
    await mkdir(path.dirname(main));
    await writeFile(main, '{ gateway: { mode: "local" } }');
    services = await startSavingServices({ installed: inject('openclawCli'), folder, configPath: main });
  });

  afterAll(async () => {
    await services?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** As many different edits as fit this config one after the other. */
  async function editsFor(text: string): Promise<NamedEdit[]> {
    const value = JSON5.parse(text);
    const files = createMemoryFiles({ [main]: text });
    const world = { files, mainPath: main, includeRoots: [], mask: createSecretMask(Math.random) };
    let edits: NamedEdit[] = [];
    for (const [item, name] of wishNames.filter((each) => !spoiling.has(each)).entries()) {
      const wish = { name, agent: 0, item, to: 1, ref: 'openai/gpt-5.6', word: 'fresh-model', gone: false };
      const edit = editFor(value, wish);
      const together = edit === null ? edits : [...edits, edit];
      if ((await buildChangeSet(world, together)).ok) edits = together;
    }
    return edits;
  }

  /** Would make another config of it than the gateway accepts, or than the next edits were made for. */
  const spoiling: ReadonlySet<string> = new Set([
    'set-models-mode',
    'set-provider-text',
    'remove-provider',
    'use-object-form',
    'set-preload',
    'give-own-chain',
  ]);

  it.each(fixtures)('$name stays acceptable for the gateway through many named edits', async ({ text }) => {
    await writeFile(main, text);
    await services.gateway.reader.reread();
    const edits = await editsFor(text);
    expect(edits.length).toBeGreaterThan(4);
    const review = await reviewed(services, edits);
    expect(review.issues.filter((issue) => issue.level === 'error')).toEqual([]);
    expect(review).toMatchObject({ cliCheck: 'done', schemaCheck: 'done' });
    saved(await services.config.editor.save(review.reviewId));
    const after = await readFile(main, 'utf8');
    expect([...commentsIn(after), ...review.droppedComments].sort()).toEqual(commentsIn(text).sort());
    const cli = await services.gateway.cli();
    const copy = { main: { path: main, text: after }, includes: [], stateFolder: null };
    expect(await cli?.validate(copy)).toMatchObject({ ok: true, value: { accepted: true } });
  });
});
