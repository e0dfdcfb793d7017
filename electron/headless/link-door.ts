import { randomBytes } from 'node:crypto';
import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { bearerCheck } from './bearer.ts';

/**
 * Where `pilotlight url` asks a running host for another link. The key lies in the data folder, for its owner's eyes
 * only: whoever can read it can read everything the host knows already.
 */
export type LinkDoor = {
  key: string;
  /** For the web host; true when it answered. */
  route(request: IncomingMessage, response: ServerResponse): boolean;
};

const doorPath = '/link';

export function createLinkDoor(newUrl: () => string): LinkDoor {
  const key = randomBytes(32).toString('base64url');
  const isOurs = bearerCheck(key);
  return {
    key,
    route(asked, response) {
      if (asked.method !== 'POST' || asked.url !== doorPath) return false;
      if (isOurs(asked)) response.writeHead(200, { 'cache-control': 'no-store' }).end(newUrl());
      else response.writeHead(401, { 'cache-control': 'no-store' }).end();
      return true;
    },
  };
}

/** The other side; null: nobody answers there, or somebody else does. */
export function askForLink({ port, key }: { port: number; key: string }): Promise<string | null> {
  const headers = { authorization: `Bearer ${key}`, origin: `http://127.0.0.1:${port}` };
  return new Promise((resolve) => {
    const asked = request(
      { host: '127.0.0.1', port, path: doorPath, method: 'POST', headers, timeout: 5_000 },
      (answer) => {
        let body = '';
        answer.setEncoding('utf8').on('data', (text: string) => {
          body += text;
        });
        answer.on('end', () => resolve(answer.statusCode === 200 ? body : null));
      },
    );
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => resolve(null));
    asked.end();
  });
}
