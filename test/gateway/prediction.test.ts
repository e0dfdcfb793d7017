import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NodeApp } from '../../electron/node-app.ts';
import { type ChainView, defaultChainOf } from '../../shared/chain.ts';
import { modelKey } from '../../shared/warmth.ts';
import { type FakeServer, fakeModel, startLmStudio, startVllm } from '../fake-servers/index.ts';
import { startBeside } from './pilotlight-beside.ts';
import { type RunningGateway, startGateway } from './running-gateway.ts';

const loadMs = 6_000;
const context = 131_072;

/** Each broken world is the primary of one chain; the fallback is always well. */
describe('the link that is predicted is the link that answers', () => {
  const servers: FakeServer[] = [];
  let gateway: RunningGateway;
  let beside: NodeApp;
  let urls: Record<'well' | 'small' | 'locked' | 'cold' | 'stopped' | 'hung' | 'b', string>;
  let hung: FakeServer;

  beforeAll(async () => {
    const model = (id: string, defaultContext = context) =>
      fakeModel({ id, defaultContext, maxContext: context, thinking: false });
    const well = await startVllm({ model: model('m') });
    const small = await startVllm({ model: model('m', 8_192) });
    const locked = await startVllm({ model: model('m'), apiKey: 'another-key' });
    const cold = await startLmStudio({ models: [{ ...model('m'), loadMs }] });
    const stopped = await startVllm({ model: model('m') });
    const b = await startVllm({ model: model('m') });
    hung = await startVllm({ model: model('m') });
    servers.push(well, small, locked, cold, stopped, b, hung);
    urls = {
      well: well.url,
      small: small.url,
      locked: locked.url,
      cold: cold.url,
      stopped: stopped.url,
      hung: hung.url,
      b: b.url,
    };
    gateway = await startGateway({ config: configWith('well/m') });
    beside = await startBeside(gateway, { looksOnly: true });
  });

  afterAll(async () => {
    await beside?.stop();
    await gateway?.stop();
    await Promise.all(servers.map((server) => server.stop()));
  });

  function configWith(primary: string): string {
    const provider = (id: keyof typeof urls, models = ['m'], contextWindow: number = context) =>
      `${id}: { baseUrl: "${urls[id]}/v1", apiKey: "not-the-key", api: "openai-completions", timeoutSeconds: ${id === 'hung' ? 10 : 30},
        models: [${models.map((each) => `{ id: "${each}", name: "${each}", contextWindow: ${contextWindow}, maxTokens: 1024 }`)}] }`;
    return `{
  agents: { defaults: { heartbeat: { every: "0m" }, model: { primary: "${primary}", fallbacks: ["b/m"] } } },
  gateway: { mode: "local" },
  models: { mode: "merge", providers: {
    ${provider('well', ['m', 'gone'])},
    ${provider('small')},
    ${provider('locked')},
    ${provider('cold')},
    ${provider('stopped')},
    ${provider('hung')},
    ${provider('b')},
    floor: { baseUrl: "${urls.well}/v1", apiKey: "not-the-key", api: "openai-completions",
      models: [{ id: "m", name: "m", contextWindow: 3000, maxTokens: 1000 }] },
  } },
}
`;
  }

  /** The gateway and Pilotlight both on the same chain; what Pilotlight says about it. */
  async function predict(primary: string): Promise<ChainView> {
    const from = gateway.log.lines.length;
    await writeFile(gateway.configPath, configWith(primary));
    if (primary !== 'well/m') await gateway.waitForLog(/config hot reload applied/, 20_000, from);
    const { app } = beside;
    await app.gateway.reader.reread();
    await app.fleet.pollAll();
    const coldServer = app.state.snapshot().servers.find((each) => each.providerIds.includes('cold'));
    const key = modelKey(coldServer?.id ?? '', 'm');
    app.state.set('loadTimes', { [key]: { lastMs: loadMs, typicalMs: loadMs, count: 1 } });
    const chain = defaultChainOf(app.state.snapshot());
    if (chain === null) throw new Error('There is no chain.');
    return chain;
  }

  it.each([
    { primary: 'well/m', answeredBy: 'well/m', why: 'warm', within: 30 },
    { primary: 'well/gone', answeredBy: 'b/m', why: 'not-listed', within: 30 },
    { primary: 'small/m', answeredBy: null, why: 'context-overflow', within: 30 },
    { primary: 'floor/m', answeredBy: 'b/m', why: 'context-blocked', within: 30 },
    { primary: 'cold/m', answeredBy: 'cold/m', why: 'cold', within: 40 },
    { primary: 'locked/m', answeredBy: 'b/m', why: 'key-refused', within: 30 },
  ])('$primary: $answeredBy answers ($why)', async ({ primary, answeredBy, why, within }) => {
    const { forecast, links } = await predict(primary);
    expect(links[0]?.forecast.why).toBe(why);
    const predicted = forecast.is === 'answers' ? (links[forecast.index]?.ref ?? null) : null;
    expect(predicted).toBe(answeredBy);
    const outcome = await gateway.turn('hi', `turn-${primary.replace('/', '-')}`);
    expect(outcome.effective).toBe(predicted);
    expect(outcome.ms / 1_000).toBeLessThan(within);
    if (why === 'cold') expect(outcome.ms).toBeGreaterThan(loadMs);
  });

  it('a stopped primary: the fallback answers, after about the time that is predicted', async () => {
    await servers.at(4)?.stop();
    const { forecast, links } = await predict('stopped/m');
    expect(forecast).toMatchObject({ is: 'answers', index: 1 });
    expect(links[0]?.forecast.why).toBe('stopped');
    const outcome = await gateway.turn('hi', 'turn-stopped');
    expect(outcome.effective).toBe('b/m');
    const predicted = forecast.afterSeconds ?? 0;
    expect(outcome.ms / 1_000).toBeGreaterThan(predicted * 0.6);
    expect(outcome.ms / 1_000).toBeLessThan(predicted * 1.4);
  }, 180_000);

  it('a primary that takes requests and never answers: nobody answers, after about the time that is predicted', async () => {
    hung.misbehave({ delayMs: Number.POSITIVE_INFINITY });
    const { forecast, links } = await predict('hung/m');
    expect(links[0]?.forecast.why).toBe('hung');
    expect(forecast).toMatchObject({ is: 'nobody', index: 0 });
    const outcome = await gateway.turn('hi', 'turn-hung');
    expect(outcome.effective).toBeNull();
    const predicted = forecast.afterSeconds ?? 0;
    expect(outcome.ms / 1_000).toBeGreaterThan(predicted * 0.6);
    expect(outcome.ms / 1_000).toBeLessThan(predicted * 1.4);
  }, 180_000);
});
