import type { IncomingMessage } from 'node:http';

/**
 * Who may talk to the headless host: only pages of its own origin. The Host check stops DNS rebinding, the Origin
 * and fetch-metadata checks stop other sites; the cookie alone would not.
 */
export type RequestGuard = {
  /** null: allowed; else the reason, for the answer and the log. */
  refuse(request: IncomingMessage, options: { originRequired: boolean }): string | null;
};

export function createRequestGuard(port: () => number): RequestGuard {
  return {
    refuse(request, { originRequired }) {
      const hosts = [`127.0.0.1:${port()}`, `localhost:${port()}`, `[::1]:${port()}`];
      const host = request.headers.host?.toLowerCase();
      if (host === undefined || !hosts.includes(host)) return 'wrong Host';
      const origin = request.headers.origin;
      if (origin === undefined && originRequired) return 'no Origin';
      if (origin !== undefined && origin !== `http://${host}`) return 'wrong Origin';
      const site = request.headers['sec-fetch-site'];
      if (site !== undefined && site !== 'same-origin' && site !== 'none') return 'cross-site';
      return null;
    },
  };
}

export const cookieName = 'pilotlight-session';

export function sessionOf(request: IncomingMessage): string | null {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [name, value] = part.trim().split('=');
    if (name === cookieName && value !== undefined) return value;
  }
  return null;
}
