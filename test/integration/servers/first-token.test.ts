import { expect, test } from 'vitest';
import { FakeClock, fakeModel, startVllm } from '../../fake-servers/index.ts';
import { watchServer } from '../faults/watched.ts';
import { running } from './connection.ts';
import { chat } from './other-client.ts';

const model = fakeModel({ id: 'Qwen/Qwen3-8B', defaultContext: 32_768, busyMs: 400, loadMs: 9_000 });

test('the wait for the first token is measured from what the engine counts, with no request of our own', async () => {
  const clock = new FakeClock();
  const server = await running(startVllm({ clock, model, aliases: ['qwen'], loras: ['my-lora'] }));
  const answer = async () => {
    const { answered } = await chat(server, model.id);
    await clock.advance(400);
    await answered;
  };
  const measured: [string, number][] = [];
  const watched = watchServer({ url: server.url, firstToken: (_, id, ms) => measured.push([id, ms]) });
  try {
    await answer();
    await watched.poll();
    expect(measured).toEqual([]);
    await answer();
    await answer();
    await watched.poll();
    expect(measured).toEqual([
      [model.id, expect.closeTo(400)],
      ['qwen', expect.closeTo(400)],
    ]);
    await watched.poll();
    expect(measured).toHaveLength(2);
    expect(watched.server().abilities.firstToken).toEqual({ can: true });
    expect(server.requestsTo('/metrics')).toHaveLength(3);
    expect(server.ledger.entries.filter(({ effect }) => effect === 'generated')).toHaveLength(3);
  } finally {
    await watched.stop();
  }
});
