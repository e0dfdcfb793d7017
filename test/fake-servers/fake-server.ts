import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Call, type HeaderMap, type JsonObject } from './call.ts';
import { pause, realClock, type ServerClock, settle } from './fake-clock.ts';
import { type Fault, playFault } from './faults.ts';
import { Ledger } from './ledger.ts';

export interface FakeServerOptions {
  /** 0 (the default) takes a free port. */
  port?: number;
  /** Which loopback addresses to listen on. */
  families?: 'ipv4' | 'ipv6' | 'both';
  clock?: ServerClock;
  /** Only without a clock: how many times faster than real time this server lives. */
  speed?: number;
  /** When given, guarded routes want it as `Authorization: Bearer` or `X-Api-Key`. */
  apiKey?: string;
}

export interface LoggedRequest {
  at: number;
  method: string;
  /** With the query. */
  path: string;
  headerNames: string[];
  body: JsonObject;
}

/**
 * A real HTTP server on loopback that plays one kind of inference server.
 * A kind extends it, answers calls in `answer`, and notes what each call caused in `ledger`.
 */
export abstract class FakeServer {
  readonly clock: ServerClock;
  readonly ledger: Ledger;
  readonly requests: LoggedRequest[] = [];
  readonly apiKey: string | null;
  /** Sent with every answer. */
  protected ownHeaders: HeaderMap = {};
  readonly #families: 'ipv4' | 'ipv6' | 'both';
  #port: number;
  #listeners: Server[] = [];
  #sockets = new Set<Socket>();
  #answering = new Map<ServerResponse, string>();
  #faults: Fault[] = [];
  #waiters: { wanted: string | RegExp; resolve: (request: LoggedRequest) => void }[] = [];

  constructor(options: FakeServerOptions = {}) {
    this.clock = options.clock ?? realClock(options.speed ?? 1);
    this.ledger = new Ledger(() => this.clock.now());
    this.apiKey = options.apiKey ?? null;
    this.#families = options.families ?? 'ipv4';
    this.#port = options.port ?? 0;
  }

  /** Answers one request. Forgetting to answer leaves the client hanging, so end with `notFound`. */
  protected abstract answer(call: Call): void | Promise<void>;

  /** The process came up: after start and after every restart. */
  protected processStarted(): void {}

  /** The process is gone: cancel timers, forget what was in memory. */
  protected processEnded(): void {}

  /** Which routes want the key, when there is one. All, unless the kind knows better. */
  protected isGuarded(_call: Call): boolean {
    return true;
  }

  protected refuseKey(call: Call): void {
    call.json(401, { error: { message: 'Invalid API key', type: 'authentication_error', code: 401 } });
  }

  protected hasKey(call: Call): boolean {
    const bearer = call.headers.authorization === `Bearer ${this.apiKey}`;
    return bearer || call.headers['x-api-key'] === this.apiKey;
  }

  protected notFound(call: Call): void {
    call.json(404, { error: { message: 'Not Found', type: 'not_found_error', code: 404 } });
  }

  get port(): number {
    return this.#port;
  }

  get url(): string {
    return `http://${this.#families === 'ipv6' ? '[::1]' : '127.0.0.1'}:${this.#port}`;
  }

  get running(): boolean {
    return this.#listeners.length > 0;
  }

  async start(): Promise<this> {
    if (this.running) return this;
    if (this.#families !== 'ipv6') await this.#listen('127.0.0.1');
    if (this.#families !== 'ipv4') await this.#listen('::1');
    this.processStarted();
    return this;
  }

  /** Refuses connections from now on; open ones are dropped, as when a process dies. */
  async stop(): Promise<void> {
    if (!this.running) return;
    const closed = this.#listeners.map((server) => new Promise<void>((done) => server.close(() => done())));
    this.#listeners = [];
    for (const socket of this.#sockets) socket.destroy();
    for (const response of this.#answering.keys()) response.destroy();
    this.processEnded();
    await Promise.all(closed);
  }

  /** The same server on the same port with nothing left in memory. */
  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  misbehave(fault: Fault): void {
    this.#faults.push({ ...fault });
  }

  behave(): void {
    this.#faults = [];
  }

  requestsTo(wanted: string | RegExp): LoggedRequest[] {
    return this.requests.filter((request) => matches(wanted, request));
  }

  /** Requests that still wait for the end of their answer. */
  open(wanted: string | RegExp): number {
    return [...this.#answering.values()].filter((request) => hits(wanted, request)).length;
  }

  /** Resolves when the next matching request has arrived and its handler has begun. */
  nextRequest(wanted: string | RegExp): Promise<LoggedRequest> {
    return new Promise((resolve) => {
      this.#waiters.push({ wanted, resolve });
    });
  }

  /** Waits on this server's clock. False when the client went away first. */
  protected wait(ms: number, gone?: AbortSignal): Promise<boolean> {
    return pause(this.clock, ms, gone);
  }

  #listen(host: string): Promise<void> {
    const server = createServer((request, response) => {
      void this.receive(request, response);
    });
    server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
      socket.on('error', () => socket.destroy());
    });
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, host, () => {
        this.#port = (server.address() as AddressInfo).port;
        this.#listeners.push(server);
        resolve();
      });
    });
  }

  /** As servers do, with a clock that may be wrong. */
  #date(): string {
    return new Date(this.clock.now()).toUTCString();
  }

  /** One request, from the network or handed over directly by a test that has no time for sockets. */
  async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#answering.set(response, `${request.method} ${request.url}`);
    response.once('close', () => this.#answering.delete(response));
    const bodyText = await readBody(request);
    if (bodyText === null) return;
    const call = new Call(request, response, bodyText, { date: this.#date(), ...this.ownHeaders });
    const logged = this.#log(request, call);
    try {
      const answering = this.#respond(call);
      void settle().then(() => this.#wake(logged));
      await answering;
    } catch (error) {
      call.json(500, { error: { message: `the simulated server broke: ${String(error)}` } });
    }
  }

  async #respond(call: Call): Promise<void> {
    const fault = this.#nextFault(call.cause.request);
    if (fault !== null && (await playFault(fault, call, this.clock))) return;
    if (this.apiKey !== null && this.isGuarded(call) && !this.hasKey(call)) {
      this.refuseKey(call);
      return;
    }
    await this.answer(call);
  }

  #log(request: IncomingMessage, call: Call): LoggedRequest {
    const logged = {
      at: this.clock.now(),
      method: call.method,
      path: request.url ?? '/',
      headerNames: Object.keys(request.headers),
      body: call.body,
    };
    this.requests.push(logged);
    return logged;
  }

  #wake(logged: LoggedRequest): void {
    const woken = this.#waiters.filter((waiter) => matches(waiter.wanted, logged));
    this.#waiters = this.#waiters.filter((waiter) => !woken.includes(waiter));
    for (const waiter of woken) waiter.resolve(logged);
  }

  #nextFault(request: string): Fault | null {
    const fault = this.#faults.find((each) => each.match === undefined || hits(each.match, request));
    if (fault === undefined) return null;
    if (fault.times !== undefined) {
      fault.times -= 1;
      if (fault.times <= 0) this.#faults = this.#faults.filter((other) => other !== fault);
    }
    return fault;
  }
}

/** A server whose whole behaviour is one function: for look-alikes and one-off tests. */
export function startFakeServer(
  handler: (call: Call, server: FakeServer) => void | Promise<void>,
  options: FakeServerOptions = {},
): Promise<FakeServer> {
  class OneOff extends FakeServer {
    protected answer(call: Call): void | Promise<void> {
      return handler(call, this);
    }
  }
  return new OneOff(options).start();
}

function matches(wanted: string | RegExp, request: LoggedRequest): boolean {
  return hits(wanted, `${request.method} ${request.path}`);
}

function hits(wanted: string | RegExp, text: string): boolean {
  return typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const pieces: Buffer[] = [];
  try {
    for await (const piece of request) pieces.push(piece as Buffer);
  } catch {
    return null; // the client went away while sending
  }
  return Buffer.concat(pieces).toString('utf8');
}
