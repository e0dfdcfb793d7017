import { randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * The one-time token in the URL's fragment (never sent to a server by the browser itself) is exchanged once for a
 * session that lives in an HttpOnly SameSite=Strict cookie. Comparisons take the same time whatever differs.
 */
export type SessionTokens = {
  /** For the URL that is printed; a new one each time the person asks for another window (`pilotlight url`). */
  newToken(): string;
  /** The session's secret, or null when the token is wrong or used up. */
  exchange(token: string): string | null;
  isSession(secret: string): boolean;
};

const mostSessions = 50;

export function createSessionTokens(): SessionTokens {
  const tokens: string[] = [];
  const sessions: string[] = [];
  const make = () => randomBytes(32).toString('base64url');
  return {
    newToken() {
      const token = make();
      tokens.push(token);
      if (tokens.length > mostSessions) tokens.shift();
      return token;
    },
    exchange(token) {
      const index = tokens.findIndex((each) => sameSecret(each, token));
      if (index === -1) return null;
      tokens.splice(index, 1);
      const secret = make();
      sessions.push(secret);
      if (sessions.length > mostSessions) sessions.shift();
      return secret;
    },
    isSession: (secret) => sessions.some((each) => sameSecret(each, secret)),
  };
}

function sameSecret(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
