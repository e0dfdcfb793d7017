import { EventEmitter } from 'node:events';
import { asElectron } from './faithful.ts';
import { answer } from './host.ts';
import { answerCustomProtocol, Protocol } from './protocol.ts';
import { refuseUnknownOfClass } from './refuse-unknown.ts';
import { askBeforeRequest, askHeadersReceived, WebRequest } from './web-request.ts';

type Inner<Method extends keyof Electron.Session> = Electron.Session[Method] extends (
  first: infer First,
) => void
  ? First
  : never;

type SessionState = {
  partition: string;
  permissionRequest: Inner<'setPermissionRequestHandler'>;
  permissionCheck: Inner<'setPermissionCheckHandler'>;
  devicePermission: Inner<'setDevicePermissionHandler'>;
  protocol: Protocol;
  webRequest: WebRequest;
  spellChecker: boolean;
  userAgent: string;
};

const states = new WeakMap<object, SessionState>();
const byPartition = new Map<string, Session>();

function stateOf(session: Session): SessionState {
  const state = states.get(session);
  if (!state) throw new Error('electron stand-in: not a session');
  return state;
}

export class Session extends EventEmitter {
  static get defaultSession(): Electron.Session {
    return asElectron(sessionOf(''));
  }

  static fromPartition(partition: string, _options?: Electron.FromPartitionOptions): Electron.Session {
    return asElectron(sessionOf(partition));
  }

  get protocol(): Electron.Protocol {
    return asElectron(stateOf(this).protocol);
  }

  get webRequest(): Electron.WebRequest {
    return asElectron(stateOf(this).webRequest);
  }

  isPersistent(): boolean {
    const { partition } = stateOf(this);
    return partition === '' || partition.startsWith('persist:');
  }

  setPermissionRequestHandler(handler: Inner<'setPermissionRequestHandler'>): void {
    stateOf(this).permissionRequest = handler;
  }

  setPermissionCheckHandler(handler: Inner<'setPermissionCheckHandler'>): void {
    stateOf(this).permissionCheck = handler;
  }

  setDevicePermissionHandler(handler: Inner<'setDevicePermissionHandler'>): void {
    stateOf(this).devicePermission = handler;
  }

  setDisplayMediaRequestHandler(): void {}

  setUSBProtectedClassesHandler(): void {}

  setBluetoothPairingHandler(): void {}

  setCertificateVerifyProc(): void {}

  setSpellCheckerEnabled(enable: boolean): void {
    stateOf(this).spellChecker = enable;
  }

  isSpellCheckerEnabled(): boolean {
    return stateOf(this).spellChecker;
  }

  setSpellCheckerLanguages(): void {}

  setUserAgent(userAgent: string): void {
    stateOf(this).userAgent = userAgent;
  }

  getUserAgent(): string {
    return stateOf(this).userAgent;
  }

  async setProxy(): Promise<void> {}

  async clearCache(): Promise<void> {}

  async clearStorageData(): Promise<void> {}

  async clearData(): Promise<void> {}

  async closeAllConnections(): Promise<void> {}

  flushStorageData(): void {}
}

refuseUnknownOfClass('session', Session);

/** The session of a partition, made when first asked for; '' is the default one. */
export function sessionOf(partition: string): Session {
  const known = byPartition.get(partition);
  if (known) return known;
  const made = new Session();
  byPartition.set(partition, made);
  states.set(made, {
    partition,
    permissionRequest: null,
    permissionCheck: null,
    devicePermission: null,
    protocol: new Protocol(),
    webRequest: new WebRequest(),
    spellChecker: true,
    userAgent: 'electron-stand-in',
  });
  return made;
}

export function partitionOf(session: object): string {
  return stateOf(session as Session).partition;
}

export const defaultProtocol = stateOf(sessionOf('')).protocol;

answer('customProtocol', (request) =>
  answerCustomProtocol(stateOf(sessionOf(request.partition)).protocol, request),
);
answer('beforeRequest', (request) =>
  askBeforeRequest(stateOf(sessionOf(request.partition)).webRequest, request),
);
answer('responseHeaders', (input) =>
  askHeadersReceived(stateOf(sessionOf(input.request.partition)).webRequest, input),
);

type PermissionQuestion = { contents: object; url: string; permission: string };

/** What a page that asks for this permission would be told; Electron grants what no handler denies. */
export async function askPermission(session: object, question: PermissionQuestion): Promise<boolean> {
  const { permissionCheck, permissionRequest } = stateOf(session as Session);
  const contents = asElectron<Electron.WebContents>(question.contents);
  const details = { requestingUrl: question.url, isMainFrame: true, securityOrigin: question.url };
  const permission = question.permission as never;
  if (permissionCheck && !permissionCheck(contents, permission, question.url, asElectron(details)))
    return false;
  if (!permissionRequest) return true;
  return new Promise((resolve) => permissionRequest(contents, permission, resolve, details));
}
