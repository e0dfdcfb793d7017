import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createHttp } from '../../../electron/adapters/undici-http.ts';
import { createGatewayWatch } from '../../../electron/core/gateway/gateway-health.ts';
import type { FailureCode } from '../../../shared/failures.ts';
import type { GatewayHealth } from '../../../shared/gateway.ts';
import { type FaultProxy, startFaultProxy } from '../../fake-servers/fault-proxy.ts';
import { type FakeGateway, startGateway, startLmStudio } from '../../fake-servers/index.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createRecordingLog } from '../../fakes/recording-log.ts';
import { quick, within } from './watched.ts';
import { wireFaults } from './wire-faults.ts';

/** The watch on the gateway's health through everything that goes wrong on a wire. */

const clock = createFakeClock();
const log = createRecordingLog();
const http = quick(createHttp());
let health: GatewayHealth = { is: 'unknown' };
let gateway: FakeGateway;
let proxy: FaultProxy;

const watch = createGatewayWatch({
  http,
  clock,
  random: () => 0.5,
  log,
  port: () => proxy.port,
  visible: () => true,
  health: () => health,
  changed: (next) => {
    health = next;
  },
});

async function look(): Promise<GatewayHealth> {
  await within(4_000, watch.pollNow());
  return health;
}

/** Its health routes want no key: whoever asks for one there is another program. */
function toldOfGateway(told: readonly FailureCode[]): readonly FailureCode[] {
  return told.map((code) =>
    code === 'unauthorised' || code === 'forbidden' ? 'wrong-kind-of-server' : code,
  );
}

beforeAll(async () => {
  gateway = await startGateway();
  proxy = await startFaultProxy(gateway.port);
  watch.start();
  await look();
});
afterEach(() => proxy.set(null));
afterAll(async () => {
  watch.stop();
  await http.close();
  await proxy.stop();
  await gateway.stop();
});

test.each(Object.entries(wireFaults))(
  'a gateway that %s is shown as stopped, and ready again after',
  async (_name, { fault, told }) => {
    expect(await look()).toMatchObject({ is: 'ready' });
    await proxy.set(fault);
    const stopped = await look();
    expect(stopped).toMatchObject({ is: 'stopped', failure: { detail: expect.any(String) } });
    expect(toldOfGateway(told)).toContain(stopped.is === 'stopped' ? stopped.failure.code : null);
    expect(await look()).toMatchObject({
      is: 'stopped',
      since: stopped.is === 'stopped' ? stopped.since : null,
    });
    await proxy.set(null);
    expect(await look()).toMatchObject({ is: 'ready' });
    expect(clock.pendingTimers()).toBe(1);
    expect(log.lines).toEqual([]);
  },
);

test('a gateway whose readiness alone fails is starting, not stopped', async () => {
  gateway.misbehave({ match: '/readyz', cut: 'connect' });
  expect(await look()).toMatchObject({ is: 'starting' });
  gateway.behave();
  expect(await look()).toMatchObject({ is: 'ready' });
});

test('another program on the gateway’s port is not taken for it', async () => {
  const other = await startLmStudio({ models: [] });
  proxy.leadTo(other.port);
  expect(await look()).toMatchObject({ is: 'stopped', failure: { code: 'wrong-kind-of-server' } });
  proxy.leadTo(gateway.port);
  expect(await look()).toMatchObject({ is: 'ready' });
  await other.stop();
});

test('a gateway that restarts twenty times a minute is right each time, on one timer', async () => {
  for (let flap = 0; flap < 20; flap += 1) {
    await proxy.set({ is: 'refused' });
    expect(await look()).toMatchObject({ is: 'stopped', failure: { code: 'connection-refused' } });
    await proxy.set(null);
    expect(await look()).toMatchObject({ is: 'ready' });
  }
  expect(clock.pendingTimers()).toBe(1);
});
