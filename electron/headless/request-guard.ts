import type { IncomingMessage } from 'node:http';

/**
 * Who may talk to the headless host: only pages of its own origin. The Host check stops DNS rebinding, the Origin
 * and fetch-metadata checks stop other sites; the cookie alone would not.
 *
 * The port in Host may be any: behind `ssh -L 5000:localhost:4111` the browser says 5000. Nothing is lost by it. A name
 * that was rebound to this machine is still that name, and a page of another local server has that server's origin,
 * which is not the one it asks here.
 */
export type RequestGuard = {
  /** null: allowed; else the reason, for the answer and the log. */
  refuse(request: IncomingMessage, options: { originRequired: boolean }): Refusal | null;
};

export type Refusal = 'wrong Host' | 'no Origin' | 'wrong Origin' | 'cross-site';

const loopback = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/;

export const requestGuard: RequestGuard = {
  refuse(request, { originRequired }) {
    const host = request.headers.host?.toLowerCase();
    if (host === undefined || !loopback.test(host)) return 'wrong Host';
    const origin = request.headers.origin;
    if (origin === undefined && originRequired) return 'no Origin';
    if (origin !== undefined && origin !== `http://${host}`) return 'wrong Origin';
    const site = request.headers['sec-fetch-site'];
    const ofOurs = site === undefined || site === 'same-origin' || site === 'none';
    return ofOurs || isFollowedLink(request) ? null : 'cross-site';
  },
};

/**
 * Our link was clicked on another page: in a web terminal, in notes, in the page of the host that started a demo. What it
 * gets is the empty page in a tab of its own, which its opener can neither read nor frame.
 */
function isFollowedLink({ method, url, headers }: IncomingMessage): boolean {
  const isPage = url === '/' || url?.startsWith('/?') === true;
  const { 'sec-fetch-mode': mode, 'sec-fetch-dest': destination } = headers;
  return method === 'GET' && isPage && mode === 'navigate' && destination === 'document';
}

/** For a person who got here by another name. It says nothing that a rebound page does not know already. */
export function refusalInWords(refused: Refusal): string {
  if (refused !== 'wrong Host') return 'Refused.';
  return 'Refused: only 127.0.0.1, localhost and [::1] are answered. From another machine forward the port (ssh -L 5000:localhost:<port> <machine>) and open http://localhost:5000.';
}

export function cookieOf(request: IncomingMessage, name: string): string | null {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [known, value] = part.trim().split('=');
    if (known === name && value !== undefined) return value;
  }
  return null;
}
