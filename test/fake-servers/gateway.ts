import type { Call } from './call.ts';
import { FakeServer, type FakeServerOptions } from './fake-server.ts';

/** What an OpenClaw gateway is doing; 'blocked' has started and still is not ready. */
export type GatewayPhase = 'starting' | 'ready' | 'draining' | 'blocked';

/** The health routes of an OpenClaw gateway: no token wanted, nothing caused. */
export class FakeGateway extends FakeServer {
  phase: GatewayPhase = 'ready';

  protected override isGuarded(): boolean {
    return false;
  }

  protected override notFound(call: Call): void {
    call.plain(404, 'Not Found');
  }

  protected answer(call: Call): void {
    if (call.is('GET', '/healthz')) call.json(200, { ok: true, status: 'live' });
    else if (call.is('GET', '/readyz')) this.#ready(call);
    else if (call.is('GET', '/startupz')) this.#startup(call);
    else if (call.is('GET', '/')) call.html(200, '<html><title>OpenClaw Control</title></html>');
    else this.notFound(call);
  }

  #ready(call: Call): void {
    const ready = this.phase === 'ready';
    call.json(ready ? 200 : 503, { ready });
  }

  #startup(call: Call): void {
    const busy = this.phase === 'starting' || this.phase === 'draining';
    if (busy) call.json(503, { ok: false, status: this.phase });
    else call.json(200, { ok: true, status: 'started' });
  }
}

export function startGateway(options: FakeServerOptions = {}): Promise<FakeGateway> {
  return new FakeGateway(options).start();
}
