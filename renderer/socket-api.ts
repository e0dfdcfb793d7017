import { commandNames, type EventName, type RendererApi } from '../shared/ipc-contract.ts';
import { fail, type Result } from '../shared/result.ts';
import { browserDeeds } from './browser-deeds.ts';

/**
 * The headless host's side of `window.pilotlight`: the same contract over one WebSocket. The token in the address
 * is exchanged once and removed; a lost connection is opened again, and the store then asks for a whole snapshot.
 * Sessions end with the host: a page that has none any more says so instead of knocking for ever.
 */

export type Connection = 'open' | 'lost' | 'no-session';

type Listener = (payload: never) => void;
type Answer = { id: number; result: Result<unknown> } | { event: string; payload: unknown };

const firstRetryMs = 500;
const longestRetryMs = 15_000;

export async function connectSocketApi(
  onConnection: (connection: Connection) => void = () => undefined,
): Promise<RendererApi> {
  await exchangeToken();
  const listeners = new Map<string, Set<Listener>>();
  const waiting = new Map<number, (result: Result<unknown>) => void>();
  let socket: WebSocket | null = null;
  let opened = Promise.withResolvers<void>();
  let nextId = 1;
  let retryMs = firstRetryMs;
  let hasSession = true;

  function connect(): void {
    const address = new URL('/socket', location.href);
    address.protocol = 'ws:';
    const next = new WebSocket(address);
    next.onopen = () => {
      socket = next;
      retryMs = firstRetryMs;
      opened.resolve();
      onConnection('open');
    };
    next.onmessage = (message) => receive(JSON.parse(String(message.data)) as Answer);
    next.onclose = lost;
  }

  function lost(): void {
    const wasOpen = socket !== null;
    socket = null;
    if (wasOpen) {
      opened = Promise.withResolvers<void>();
      onConnection('lost');
    }
    for (const answer of waiting.values())
      answer(fail('connection-closed', 'The connection to Pilotlight was lost.'));
    waiting.clear();
    void connectAgain();
  }

  /**
   * A refused socket looks like a host that is gone; only asking tells them apart. It goes on asking without a
   * session too: a new link opened in another tab of this browser is a session for this one.
   */
  async function connectAgain(): Promise<void> {
    const session = await askForSession();
    hasSession = session !== 'none';
    if (session === 'none') onConnection('no-session');
    await later(retryMs);
    retryMs = Math.min(retryMs * 2, longestRetryMs);
    if (session === 'none') void connectAgain();
    else connect();
  }

  function receive(answer: Answer): void {
    if ('event' in answer) {
      for (const listener of listeners.get(answer.event) ?? []) listener(answer.payload as never);
      return;
    }
    waiting.get(answer.id)?.(answer.result);
    waiting.delete(answer.id);
  }

  async function call(command: string, input: unknown): Promise<Result<unknown>> {
    if (socket === null && hasSession) await Promise.race([opened.promise, later(5_000)]);
    const open = socket;
    if (open === null)
      return fail('connection-closed', 'Pilotlight is not running at this address any more.');
    const id = nextId++;
    return new Promise((resolve) => {
      waiting.set(id, resolve);
      open.send(JSON.stringify({ id, command, input }));
    });
  }

  const api: Record<string, unknown> = {
    on(event: EventName, listener: Listener) {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set.add(listener));
      return () => void set.delete(listener);
    },
  };
  for (const name of commandNames) api[name] = (input?: unknown) => call(name, input);
  Object.assign(api, browserDeeds);
  connect();
  return api as RendererApi;
}

/** The fragment never reaches a server by itself, and is gone from the address before anything else happens. */
async function exchangeToken(): Promise<void> {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const token = fragment.get('token');
  if (token === null) return;
  history.replaceState(null, '', location.pathname + location.search);
  // A used or wrong token is no news yet: this browser may have a session already. The socket finds out.
  await fetch('/session', { method: 'POST', body: token }).catch(() => undefined);
}

async function askForSession(): Promise<'there' | 'none' | 'unknown'> {
  const answer = await fetch('/session').catch(() => null);
  if (answer === null) return 'unknown';
  return answer.status === 401 ? 'none' : 'there';
}

function later(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
