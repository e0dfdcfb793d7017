import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { Log } from '../core/ports.ts';
import type { Dispatch } from '../ipc/dispatch.ts';
import type { PushEvents } from '../ipc/push-events.ts';
import { PlainError } from '../outcome.ts';
import { pageHeaders, readPageFile } from './page-files.ts';
import { cookieOf, refusalInWords, requestGuard } from './request-guard.ts';
import { createSessionTokens } from './session-token.ts';
import { type AskingPage, serveSocket } from './socket.ts';
import { largestMessageBytes } from './wire.ts';

/** The loopback side of the contract: the same renderer, the same commands, over HTTP and one WebSocket. */
export type WebHost = {
  port: number;
  /** A URL that opens one window. */
  newUrl(): string;
  close(): Promise<void>;
};

export type WebHostOptions = {
  port: number;
  /** Tells this host from others in the same browser; no secret. */
  hostId: string;
  rendererFolder: string;
  /** The door for the commands of one page. */
  dispatchFor(page: AskingPage): Dispatch;
  pushes: PushEvents;
  log: Log;
  /** How many pages are open: the pace of polling follows. */
  pagesChanged(count: number): void;
  /** More routes, for example /metrics; true when it answered. */
  extraRoute?(request: IncomingMessage, response: ServerResponse): boolean;
};

const largestTokenBytes = 1_000;
const mostConnections = 500;
const mostPages = 32;

export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const tokens = createSessionTokens();
  // A browser sends cookies to every port of a name: two hosts, also one behind a forwarded port, must not share one.
  const cookieName = `pilotlight-${options.hostId}`;
  const sessionOf = (request: IncomingMessage) => cookieOf(request, cookieName) ?? '';
  const { log } = options;

  const server = createServer(
    { requestTimeout: 10_000, headersTimeout: 5_000, maxHeaderSize: 16_384 },
    (request, response) => {
      void answer(request, response).catch((error: unknown) => {
        log.error('A request failed.', { error: String(error) });
        if (!response.headersSent) refuse(response, 500, 'internal');
        else response.destroy();
      });
    },
  );

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refused = requestGuard.refuse(request, { originRequired: request.method !== 'GET' });
    if (refused !== null) {
      log.warn('A request was refused.', { refused });
      return refuse(response, 403, 'untrusted-sender', refusalInWords(refused));
    }
    if (!URL.canParse(request.url ?? '/', 'http://host')) return refuse(response, 404, 'not-found');
    const url = new URL(request.url ?? '/', 'http://host');
    if (options.extraRoute?.(request, response) === true) return;
    if (request.method === 'POST' && url.pathname === '/session') return exchangeToken(request, response);
    if (request.method !== 'GET') return refuse(response, 405, 'invalid-input');
    if (url.pathname === '/session') {
      // Lets the page know whether it still has a session, without trying a socket.
      return plain(response, tokens.isSession(sessionOf(request)) ? 204 : 401);
    }
    const file = await readPageFile(options.rendererFolder, url.pathname);
    if (file === null) return refuse(response, 404, 'not-found');
    response.writeHead(200, file.headers).end(file.bytes);
  }

  async function exchangeToken(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readSmall(request);
    const secret = body === null ? null : tokens.exchange(body);
    if (secret === null) {
      log.warn('A wrong token was refused.');
      return refuse(response, 401, 'untrusted-sender');
    }
    const cookie = `${cookieName}=${secret}; HttpOnly; SameSite=Strict; Path=/`;
    response.writeHead(204, { ...pageHeaders, 'set-cookie': cookie }).end();
  }

  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: largestMessageBytes,
    perMessageDeflate: false,
  });
  server.maxConnections = mostConnections;
  server.on('upgrade', (request, socket, head) => {
    // Node takes its own listener away here: without one, a caller that hangs up would end the whole app.
    socket.on('error', () => socket.destroy());
    const refused = refuseSocket(request);
    if (refused !== null) {
      log.warn('A socket was refused.', { refused });
      const lines = ['HTTP/1.1 403 Forbidden', 'content-type: text/plain', 'connection: close'];
      // A caller that never hangs up must not keep the connection.
      socket.end(`${lines.join('\r\n')}\r\n\r\nuntrusted-sender`, () => socket.destroy());
      return;
    }
    sockets.handleUpgrade(request, socket, head, (page) => {
      serveSocket(page, options);
      options.pagesChanged(sockets.clients.size);
      page.once('close', () => options.pagesChanged(sockets.clients.size));
    });
  });

  function refuseSocket(request: IncomingMessage): string | null {
    const refused = requestGuard.refuse(request, { originRequired: true });
    if (refused !== null) return refused;
    if (request.url !== '/socket' || !tokens.isSession(sessionOf(request))) return 'no session';
    return sockets.clients.size >= mostPages ? 'too many pages' : null;
  }

  await listen(server, options.port);
  const { port } = server.address() as AddressInfo;

  return {
    port,
    newUrl: () => `http://127.0.0.1:${port}/#token=${tokens.newToken()}`,
    async close() {
      for (const page of sockets.clients) page.terminate();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(inPlainWords(error, port)));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => resolve());
  });
}

function inPlainWords(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE')
    return new PlainError(`Port ${port} is taken by another program. Choose another one with --port.`);
  if (error.code === 'EACCES')
    return new PlainError(
      `Port ${port} is not for everybody to listen on. Choose one from 1024 on with --port.`,
    );
  return error;
}

function refuse(response: ServerResponse, status: number, code: string, detail = 'Refused.'): void {
  response.writeHead(status, { ...pageHeaders, 'content-type': 'application/json', connection: 'close' });
  response.end(JSON.stringify({ ok: false, failure: { code, detail } }));
}

function plain(response: ServerResponse, status: number): void {
  response.writeHead(status, { ...pageHeaders, 'cache-control': 'no-store' }).end();
}

async function readSmall(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > largestTokenBytes) return null;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}
