import type { WebAnswer, WebRequestData } from '../wire.ts';
import { lifecycle } from './lifecycle.ts';
import { refuseUnknownOfClass } from './refuse-unknown.ts';

type Handler = Parameters<Electron.Protocol['handle']>[1];

const handlersOf = new WeakMap<object, Map<string, Handler>>();
const privileged = new Map<string, Electron.Privileges>();

function handlers(protocol: Protocol): Map<string, Handler> {
  const found = handlersOf.get(protocol);
  if (!found) throw new Error('electron stand-in: not a protocol object');
  return found;
}

export class Protocol {
  constructor() {
    handlersOf.set(this, new Map());
  }

  registerSchemesAsPrivileged(customSchemes: Electron.CustomScheme[]): void {
    if (lifecycle.ready) {
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    }
    privileged.clear();
    for (const { scheme, privileges } of customSchemes) privileged.set(scheme, privileges ?? {});
  }

  handle(scheme: string, handler: Handler): void {
    if (!lifecycle.ready) throw new Error('protocol.handle can only be used after app is ready');
    if (handlers(this).has(scheme)) throw new Error(`The scheme ${scheme} has been handled already`);
    handlers(this).set(scheme, handler);
  }

  unhandle(scheme: string): void {
    handlers(this).delete(scheme);
  }

  isProtocolHandled(scheme: string): boolean {
    return handlers(this).has(scheme) || ['http', 'https', 'file'].includes(scheme);
  }
}

refuseUnknownOfClass('protocol', Protocol);

export async function answerCustomProtocol(protocol: Protocol, request: WebRequestData): Promise<WebAnswer> {
  const scheme = request.url.slice(0, request.url.indexOf(':'));
  const handler = handlers(protocol).get(scheme);
  if (!handler) return { kind: 'failed', reason: `no handler for ${scheme}:` };
  if (!privileged.get(scheme)?.standard) {
    return { kind: 'failed', reason: `${scheme}: was not registered as a standard privileged scheme` };
  }
  const response = await handler(
    new Request(request.url, {
      method: request.method,
      headers: request.headers,
      ...(request.body ? { body: Buffer.from(request.body) } : {}),
    }),
  );
  return {
    kind: 'response',
    status: response.status,
    headers: [...response.headers],
    body: new Uint8Array(await response.arrayBuffer()),
  };
}
