import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Certificate } from './certificate.ts';

/** What stands in front of a server: a certificate and its key, no certificate at all, or plain HTTP. */
export type TlsFront = Certificate | Record<string, never> | 'plain';

/** TLS in front of a server that has none, on a port it keeps when it is restarted with another certificate. */
export async function startTlsFront(target: number, first: TlsFront) {
  const clients = new Set<Socket>();
  let server = await listen(first, 0);
  const { port } = server.address() as AddressInfo;

  async function listen(front: TlsFront, wanted: number): Promise<Server> {
    const listener = front === 'plain' ? createServer(serve) : createTlsServer(front, serve);
    listener.on('tlsClientError', () => undefined);
    await new Promise<void>((resolve, reject) => {
      listener.once('error', reject);
      listener.listen(wanted, '127.0.0.1', () => resolve());
    });
    return listener;
  }

  function serve(client: Socket): void {
    clients.add(client);
    const upstream = connect(target, '127.0.0.1');
    for (const socket of [client, upstream]) {
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        clients.delete(client);
        client.destroy();
        upstream.destroy();
      });
    }
    client.pipe(upstream).pipe(client);
  }

  async function stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const client of clients) client.destroy();
    await closed;
  }

  return {
    port,
    stop,
    async restart(front: TlsFront): Promise<void> {
      await stop();
      server = await listen(front, port);
    },
  };
}
