import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeClock } from '../../fake-servers/fake-clock.ts';
import { type DemoFleet, startDemoFleet } from '../../fake-servers/run.ts';
import { get } from './ask.ts';

let clock: FakeClock;
let fleet: DemoFleet;

beforeEach(async () => {
  clock = new FakeClock();
  fleet = await startDemoFleet({ clock });
});
afterEach(() => fleet.stop());

test('LM Studio holds minimax at 65,536 of 196,608 beside an unloaded coder and an embedding model', async () => {
  expect((await get(fleet.lmStudio, '/api/v1/models')).json).toMatchObject({
    models: [
      {
        key: 'minimax-m2.1-gs32',
        max_context_length: 196_608,
        loaded_instances: [{ config: { context_length: 65_536 } }],
      },
      { key: 'qwen3.8-coder', loaded_instances: [] },
      { type: 'embedding', loaded_instances: [] },
    ],
  });
});

test('Ollama holds one model for five minutes and knows a cloud tag', async () => {
  expect((await get(fleet.ollama, '/api/ps')).json).toMatchObject({
    models: [{ name: 'qwen3:8b', expires_at: new Date(clock.now() + 300_000).toISOString() }],
  });
  expect((await get(fleet.ollama, '/api/tags')).text).toContain('"remote_host"');
});

test('every server of the fleet answers on its own port', async () => {
  const { lmStudio, ollama, llamaRouter, llamaSwap, vllm, liteLlm } = fleet;
  for (const server of [lmStudio, ollama, llamaRouter, llamaSwap, vllm, liteLlm]) {
    expect((await get(server, '/v1/models')).status).toBe(200);
  }
  expect(new Set(Object.values(fleet.urls)).size).toBe(6);
});

test('starting the fleet charges nothing to an HTTP caller, and other clients ask when told', async () => {
  expect(fleet.ollama.ledger.sideEffects()).toEqual([]);
  await fleet.stop();
  fleet = await startDemoFleet({ clock, traffic: true });
  fleet.llamaSwap.ledger.clear();
  await clock.advance(100_000);
  expect(fleet.llamaSwap.ledger.of('generated')).toHaveLength(1);
});

test('a stopped fleet leaves no timer behind', async () => {
  await fleet.stop();
  expect(clock.waiting).toBe(0);
});

test('the script prints where the servers are and ends on SIGTERM', async () => {
  const script = fileURLToPath(new URL('../../fake-servers/run.ts', import.meta.url));
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const { urls } = JSON.parse(line) as { urls: Record<string, string> };
  expect((await fetch(`${urls.ollama}/api/version`)).status).toBe(200);
  child.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
});
