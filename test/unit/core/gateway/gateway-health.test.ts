import { describe, expect, it } from 'vitest';
import { createGatewayWatch } from '../../../../electron/core/gateway/gateway-health.ts';
import type { Http, HttpRequest, HttpResponse } from '../../../../electron/core/ports.ts';
import type { GatewayHealth } from '../../../../shared/gateway.ts';
import { fail, ok, type Result } from '../../../../shared/result.ts';
import { createFakeClock } from '../../../fakes/fake-clock.ts';
import { createRecordingLog } from '../../../fakes/recording-log.ts';

type Answer = Result<HttpResponse>;

const answer = (status: number, body: string): Answer => ok({ status, headers: {}, body });
const live = answer(200, '{"ok":true,"status":"live"}');
const refused: Answer = fail('connection-refused', 'Nobody listens there.');

function world(answers: { healthz: Answer; readyz: Answer }) {
  const clock = createFakeClock();
  const asked: HttpRequest[] = [];
  const seen: GatewayHealth[] = [];
  const situation = { port: 18_789 as number | null, visible: true };
  let health: GatewayHealth = { is: 'unknown' };
  const http: Http = {
    async request(request) {
      asked.push(request);
      return request.url.endsWith('/healthz') ? answers.healthz : answers.readyz;
    },
    stream: async () => fail('not-supported', 'No streams here.'),
    close: async () => undefined,
  };
  const watch = createGatewayWatch({
    http,
    clock,
    random: () => 0.5,
    log: createRecordingLog(),
    port: () => situation.port,
    visible: () => situation.visible,
    health: () => health,
    changed(next) {
      health = next;
      seen.push(next);
    },
  });
  return { clock, asked, seen, watch, situation, answers, health: () => health };
}

describe('The gateway', () => {
  it('is ready when both routes say so, asked without a token on loopback only', async () => {
    const { watch, clock, asked, health } = world({ healthz: live, readyz: answer(200, '{"ready":true}') });
    watch.start();
    await clock.advance(0);
    expect(health()).toMatchObject({ is: 'ready' });
    expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET http://127.0.0.1:18789/healthz',
      'GET http://127.0.0.1:18789/readyz',
    ]);
    expect(asked.every(({ headers }) => headers === undefined)).toBe(true);
  });

  it.each([
    ['not ready yet', answer(503, '{"ready":false}')],
    ['silent about it', refused],
  ])('is starting while it is %s', async (_name, readyz) => {
    const { watch, clock, health } = world({ healthz: live, readyz });
    watch.start();
    await clock.advance(0);
    expect(health()).toMatchObject({ is: 'starting' });
  });

  it('is stopped when nobody listens, with the reason and since when', async () => {
    const { watch, clock, health } = world({ healthz: refused, readyz: refused });
    const start = clock.now();
    watch.start();
    await clock.advance(60_000);
    expect(health()).toMatchObject({ is: 'stopped', since: start, failure: { code: 'connection-refused' } });
  });

  it.each([
    ['a page', answer(200, '<html></html>')],
    ['another JSON', answer(200, '{"status":"ok"}')],
    ['an unknown route', answer(404, 'Not Found')],
    ['null', answer(200, 'null')],
  ])('is not taken for running when something else answers: %s', async (_name, healthz) => {
    const { watch, clock, health } = world({ healthz, readyz: answer(200, '') });
    watch.start();
    await clock.advance(0);
    expect(health()).toMatchObject({ is: 'stopped', failure: { code: 'wrong-kind-of-server' } });
  });

  it.each([
    ['rate-limited', answer(429, '')],
    ['server-error', answer(500, '{"error":"oh"}')],
    ['server-error', answer(502, '<html></html>')],
  ])('that is in trouble is not taken for another program: %s', async (code, healthz) => {
    const { watch, clock, health } = world({ healthz, readyz: healthz });
    watch.start();
    await clock.advance(0);
    expect(health()).toMatchObject({ is: 'stopped', failure: { code } });
  });

  it('has a new beginning each time its state changes', async () => {
    const { watch, clock, answers, health } = world({ healthz: live, readyz: answer(200, '') });
    const start = clock.now();
    watch.start();
    await clock.advance(20_000);
    expect(health()).toEqual({ is: 'ready', since: start });
    answers.healthz = refused;
    await clock.advance(10_000);
    const stopped = health();
    expect(stopped.is === 'stopped' && stopped.since > start).toBe(true);
  });

  it('is not asked where there is none on this machine', async () => {
    const { watch, clock, asked, situation, health } = world({ healthz: live, readyz: live });
    situation.port = null;
    watch.start();
    await clock.advance(600_000);
    expect(asked).toEqual([]);
    expect(health()).toEqual({ is: 'unknown' });
  });
});

describe('The pace', () => {
  const ready = { healthz: live, readyz: answer(200, '') };

  it('is five seconds for somebody who looks and thirty for nobody', async () => {
    const { watch, clock, asked, situation } = world(ready);
    watch.start();
    await clock.advance(30_000);
    const looked = asked.length / 2;
    situation.visible = false;
    watch.replan();
    await clock.advance(300_000);
    expect(looked).toBe(7);
    expect(asked.length / 2 - looked).toBeLessThanOrEqual(11);
    expect(asked.length / 2 - looked).toBeGreaterThanOrEqual(10);
  });

  it('slows down while nobody answers', async () => {
    const { watch, clock, asked, situation } = world({ healthz: refused, readyz: refused });
    situation.visible = false;
    watch.start();
    await clock.advance(3_600_000);
    expect(asked.length).toBeLessThan(20);
    expect(asked.length).toBeGreaterThan(8);
  });

  it('ends with the watch', async () => {
    const { watch, clock, asked } = world(ready);
    watch.start();
    await clock.advance(0);
    watch.stop();
    const before = asked.length;
    await clock.advance(600_000);
    expect(asked.length).toBe(before);
    expect(clock.pendingTimers()).toBe(0);
  });
});
