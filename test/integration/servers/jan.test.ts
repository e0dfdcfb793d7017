import { describe, expect, test } from 'vitest';
import { jan } from '../../../electron/core/servers/jan/adapter.ts';
import { recognise } from '../../../electron/core/servers/recognise.ts';
import { FakeClock, type FakeJan, fakeModel, type JanOptions, startJan } from '../../fake-servers/index.ts';
import { clientOf, connect, failureOf, running, survivesHostileAnswers, unwrap } from './connection.ts';

const model = fakeModel({ id: 'qwen3-8b' });

function start(options: Partial<JanOptions> = {}): Promise<FakeJan> {
  return running(startJan({ clock: new FakeClock(), sessions: [model], ...options }));
}

describe('observing', () => {
  test('is known with and without a running session', async () => {
    expect(unwrap(await recognise(clientOf(await start()))).kind).toBe('jan');
    expect(unwrap(await recognise(clientOf(await start({ sessions: [] })))).kind).toBe('jan');
  });

  test('shows running sessions as loaded, without a context nobody told', async () => {
    const server = await start();
    const { models } = await connect(jan, server).observe();
    expect(models).toMatchObject([{ id: 'qwen3-8b', state: { is: 'loaded' }, contextAllocated: null }]);
    expect(models[0]?.idle).toEqual({ is: 'unknown' });
    server.sessions = [];
    expect((await connect(jan, server).observe()).models).toEqual([]);
    expect(server.ledger.entries).toEqual([]);
  });

  test('reads its errors as the plain text they are', async () => {
    const server = await start({ apiKey: 'sesame' });
    const refused = failureOf(await connect(jan, server).tryObserve());
    expect(refused).toMatchObject({ code: 'unauthorised' });
    expect(refused.detail).toContain('Invalid or missing');
  });

  test('says that it does not trust the name it was called by', async () => {
    const server = await start();
    server.misbehave({ match: '/v1/models', status: 403, body: 'Invalid host header' });
    expect(failureOf(await connect(jan, server).tryObserve())).toMatchObject({
      code: 'forbidden',
      detail: 'HTTP 403: Invalid host header',
    });
  });

  survivesHostileAnswers(jan, () => start());
});

test('can do nothing over HTTP, and says so', () => {
  expect(jan.abilities.load).toEqual({ can: false, why: 'no-such-call' });
  expect(jan.abilities.freeNudge).toEqual({ can: false, why: 'no-such-call' });
  expect(jan).not.toHaveProperty('nudge');
});
