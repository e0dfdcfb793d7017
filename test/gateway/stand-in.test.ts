import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { NodeApp } from '../../electron/node-app.ts';
import { defaultSettings } from '../../shared/settings.ts';
import { type FakeServer, fakeModel, startVllm } from '../fake-servers/index.ts';
import { startBeside } from './pilotlight-beside.ts';
import { type RunningGateway, startGateway } from './running-gateway.ts';
import { twoLinkConfig } from './two-link-config.ts';

/** The shortest the settings allow. */
const seconds = 30;

describe('the stand-in beside the real gateway', () => {
  let a: FakeServer;
  let b: FakeServer;
  let gateway: RunningGateway;
  let beside: NodeApp;
  let original: string;

  beforeAll(async () => {
    const model = (id: string) =>
      fakeModel({ id, defaultContext: 131_072, maxContext: 131_072, thinking: false });
    a = await startVllm({ model: model('a-m') });
    b = await startVllm({ model: model('b-m'), aliases: ['spare'] });
    original = twoLinkConfig({ a: a.url, b: b.url });
    gateway = await startGateway({ config: original });
    const standIn = {
      ...defaultSettings.standIn,
      enabled: true,
      afterSeconds: seconds,
      backAfterSeconds: seconds,
    };
    beside = await startBeside(gateway, { looksOnly: false, settings: { standIn } });
    beside.app.setVisible(true);
  });

  afterAll(async () => {
    await beside?.stop();
    await gateway?.stop();
    await Promise.all([a?.stop(), b?.stop()]);
  });

  const file = () => readFile(gateway.configPath, 'utf8');

  it('lets the fallback answer at once while the primary is stopped, and then puts every byte back', async () => {
    await a.stop();
    const from = gateway.log.lines.length;
    await gateway.waitForLog(/config hot reload applied/, 90_000, from);
    const standIn = () => beside.app.state.snapshot().standIn;
    await vi.waitUntil(() => standIn() !== null, { timeout: 30_000 });
    expect(standIn()).toMatchObject({ ref: 'b/b-m', insteadOf: 'a/a-m' });
    expect(await file()).toContain('// the one next door');

    const outcome = await gateway.turn('hi', 'while-stopped');
    expect(outcome.effective).toBe('b/b-m');
    expect(outcome.ms).toBeLessThan(20_000);

    await a.start();
    await vi.waitUntil(async () => (await file()) === original, { timeout: 150_000, interval: 500 });
    await vi.waitUntil(() => standIn() === null, { timeout: 20_000 });
  }, 300_000);
});
