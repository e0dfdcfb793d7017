import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FakeServer } from '../fake-servers/index.ts';
import { startChatServer } from './chat-server.ts';
import { type RunningGateway, startGateway } from './running-gateway.ts';
import { twoLinkConfig } from './two-link-config.ts';

describe('the real gateway', () => {
  let a: FakeServer;
  let b: FakeServer;
  let gateway: RunningGateway;

  beforeAll(async () => {
    a = await startChatServer('a-m', 'hello from a');
    b = await startChatServer('b-m', 'hello from b');
    gateway = await startGateway({ config: twoLinkConfig({ a: a.url, b: b.url }) });
  });

  afterAll(async () => {
    await gateway?.stop();
    await Promise.all([a?.stop(), b?.stop()]);
  });

  it('answers its health probes without a token', async () => {
    expect(await gateway.probe('healthz')).toEqual({ status: 200, body: { ok: true, status: 'live' } });
    expect(await gateway.probe('startupz')).toMatchObject({
      status: 200,
      body: { ok: true, status: 'started' },
    });
    expect(await gateway.probe('readyz')).toMatchObject({ status: 200, body: { ready: true, failing: [] } });
  });

  it('listens on loopback only', () => {
    expect(gateway.log.lines.join('\n')).not.toMatch(/non-loopback/);
  });

  it('lets the primary answer when all is well', async () => {
    const outcome = await gateway.turn('hi', 'well');
    expect(outcome).toMatchObject({
      requested: 'a/a-m',
      effective: 'a/a-m',
      fallbackAttempts: [],
      failed: false,
    });
    expect(outcome.text).toBe('hello from a');
  });

  it('moves on to the fallback when the primary says that the model does not exist', async () => {
    a.misbehave({
      match: '/v1/chat/completions',
      status: 404,
      body: '{"error":{"message":"model not found"}}',
    });
    const outcome = await gateway.turn('hi', 'unlisted');
    a.behave();
    expect(outcome).toMatchObject({ requested: 'a/a-m', effective: 'b/b-m', failed: false });
    expect(outcome.fallbackAttempts).toContainEqual({ ref: 'a/a-m', reason: expect.any(String) });
  });

  it('lets the turn fail, fallback or not, when the context does not fit', async () => {
    const body = JSON.stringify({
      error: { code: 'context_length_exceeded', message: 'the request exceeds the available context size' },
    });
    a.misbehave({ match: '/v1/chat/completions', status: 400, body });
    const outcome = await gateway.turn('hi', 'too-small');
    a.behave();
    expect(outcome).toMatchObject({ effective: null, failed: true });
    expect(outcome.text).toMatch(/context/i);
  });

  it('picks up two swapped fallbacks from a plain edit of the text and says so', async () => {
    const text = await readFile(gateway.configPath, 'utf8');
    const from = gateway.log.lines.length;
    await writeFile(gateway.configPath, text.replace('["b/b-m", "b/spare"]', '["b/spare", "b/b-m"]'));
    const line = await gateway.waitForLog(/config hot reload applied/, 20_000, from);
    expect(line).toContain('agents.defaults.model.fallbacks');
    expect(await readFile(gateway.configPath, 'utf8')).toContain('// the one next door');
  });

  it('judges other text and gives its schema while it runs', async () => {
    const text = await readFile(gateway.configPath, 'utf8');
    expect(await gateway.validate(text)).toEqual({ accepted: true, issues: [] });
    expect(await gateway.validate(text.replace('mode: "local"', 'mode: "locl"'))).toMatchObject({
      accepted: false,
      issues: [{ dotted: 'gateway.mode', choices: ['local', 'remote'] }],
    });
    expect(JSON.parse(await gateway.schema())).toHaveProperty('properties.models');
  });

  it('asks nobody outside for newer models', () => {
    expect(gateway.log.lines.join('\n')).not.toMatch(/catalog refresh/);
  });

  it('keeps running on the old config when an edit breaks the file, and says so', async () => {
    const text = await readFile(gateway.configPath, 'utf8');
    const from = gateway.log.lines.length;
    await writeFile(gateway.configPath, text.replace('mode: "merge"', 'mode: "merge", keepWarm: true'));
    expect(await gateway.waitForLog(/reload skipped/i, 20_000, from)).toMatch(/invalid/i);
    expect(await gateway.probe('readyz')).toMatchObject({ status: 200 });
    await writeFile(gateway.configPath, text);
  });
});
