import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** What goes wrong on the wire between an app and a server. */
export type WireFault =
  /** Nobody listens, and open connections are gone. */
  | { is: 'refused' }
  | { is: 'reset'; at: 'connect' | 'headers' | 'body' }
  /** Takes everything and says nothing, as a machine that fell asleep, on old and new connections. */
  | { is: 'silence' }
  /** The real answer, one byte at a time. */
  | { is: 'slow'; everyMs: number }
  /** Ends a kept connection just when it is used again. */
  | { is: 'ends-kept' }
  /** Other bytes than the server's; `request` is the request's first line. */
  | { is: 'says'; bytes(request: string): Buffer | string; after: 'keep' | 'close' | 'pour' };

/** A TCP proxy on loopback that keeps its port whatever happens, so that a server can fail and come back behind it. */
export type FaultProxy = {
  port: number;
  url: string;
  set(fault: WireFault | null): Promise<void>;
  /** Another program on the same port from now on; open connections die with the old one. */
  leadTo(port: number): void;
  /** Open connections stay open and are never answered again, as after sleep; new ones work. */
  forgetOpen(): void;
  /** Bytes that reached the app's side since the last call. */
  bytesTaken(): number;
  openConnections(): number;
  stop(): Promise<void>;
};

export async function startFaultProxy(target: number): Promise<FaultProxy> {
  const clients = new Set<Socket>();
  const forgotten = new WeakSet<Socket>();
  let upstreamPort = target;
  let fault: WireFault | null = null;
  let taken = 0;
  let server: Server = await listen(0);
  const { port } = server.address() as AddressInfo;

  async function listen(wanted: number): Promise<Server> {
    const listener = createServer(serve);
    await new Promise<void>((resolve, reject) => {
      listener.once('error', reject);
      listener.listen(wanted, '127.0.0.1', () => resolve());
    });
    return listener;
  }

  function serve(client: Socket): void {
    clients.add(client);
    client.on('error', () => client.destroy());
    if (fault?.is === 'reset' && fault.at === 'connect') {
      client.resetAndDestroy();
      clients.delete(client);
      return;
    }
    const upstream = connect(upstreamPort, '127.0.0.1');
    const line = wire(client, upstream);
    upstream.on('data', line.answered);
    upstream.on('error', () => client.destroy());
    upstream.on('close', () => {
      if (fault?.is !== 'slow' && !forgotten.has(client)) client.destroy();
    });
    client.on('data', line.asked);
    client.on('close', () => {
      clients.delete(client);
      upstream.destroy();
    });
  }

  function wire(client: Socket, upstream: Socket) {
    let requests = 0;
    let answeredBytes = 0;
    return {
      asked(bytes: Buffer): void {
        requests += 1;
        answeredBytes = 0;
        if (fault?.is === 'silence' || forgotten.has(client)) return;
        if (fault?.is === 'reset' && fault.at === 'connect') client.resetAndDestroy();
        else if (fault?.is === 'ends-kept' && requests > 1) client.resetAndDestroy();
        else if (fault?.is === 'says') say(client, fault, bytes.toString('latin1').split('\r\n')[0] ?? '');
        else upstream.write(bytes);
      },
      answered(bytes: Buffer): void {
        if (fault?.is === 'silence' || fault?.is === 'says') return;
        if (fault?.is === 'slow') dribble(client, bytes, fault.everyMs);
        else if (fault?.is === 'reset') breakOff(client, bytes, answeredBytes === 0 ? fault.at : 'connect');
        else send(client, bytes);
        answeredBytes += bytes.length;
      },
    };
  }

  function send(client: Socket, bytes: Buffer | string): void {
    if (client.destroyed) return;
    taken += bytes.length;
    client.write(bytes);
  }

  function breakOff(client: Socket, bytes: Buffer, at: 'connect' | 'headers' | 'body'): void {
    const headEnd = bytes.indexOf('\r\n\r\n') + 4;
    const until = at === 'headers' ? 25 : at === 'body' ? headEnd + 1 : 0;
    if (client.destroyed) return;
    // The reset must not overtake what was said before it.
    client.write(bytes.subarray(0, until), () => setImmediate(() => client.resetAndDestroy()));
  }

  function dribble(client: Socket, bytes: Buffer, everyMs: number): void {
    let sent = 0;
    const timer = setInterval(() => {
      if (sent >= bytes.length || client.destroyed) clearInterval(timer);
      else send(client, bytes.subarray(sent, ++sent));
    }, everyMs);
  }

  function say(client: Socket, said: Extract<WireFault, { is: 'says' }>, request: string): void {
    send(client, said.bytes(request));
    if (said.after === 'close') client.end();
    if (said.after === 'pour') pour(client);
  }

  function pour(client: Socket): void {
    const piece = '"filler",'.repeat(2_000);
    const more = () => {
      if (client.destroyed) return;
      taken += piece.length;
      if (client.write(piece)) setImmediate(more);
      else client.once('drain', more);
    };
    more();
  }

  function dropClients(): void {
    for (const client of clients) client.destroy();
  }

  async function close(): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    dropClients();
    await closed;
  }

  return {
    port,
    url: `http://127.0.0.1:${port}`,
    async set(next) {
      const wasClosed = fault?.is === 'refused';
      fault = next;
      if (next?.is === 'refused') await close();
      else if (wasClosed) server = await listen(port);
    },
    leadTo(next) {
      upstreamPort = next;
      dropClients();
    },
    forgetOpen() {
      for (const client of clients) forgotten.add(client);
    },
    bytesTaken() {
      const bytes = taken;
      taken = 0;
      return bytes;
    },
    openConnections: () => clients.size,
    async stop() {
      if (fault?.is !== 'refused') await close();
    },
  };
}
