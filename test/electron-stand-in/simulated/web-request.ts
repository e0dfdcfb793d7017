import type { WebRequestData } from '../wire.ts';
import { refuseUnknownOfClass } from './refuse-unknown.ts';

type HeadersListener = (
  details: Electron.OnHeadersReceivedListenerDetails,
  callback: (response: Electron.HeadersReceivedResponse) => void,
) => void;
type RequestListener = (
  details: Electron.OnBeforeRequestListenerDetails,
  callback: (response: Electron.CallbackResponse) => void,
) => void;

type Filtered<Listener> = { matches: (url: string) => boolean; listener: Listener } | null;
type Listeners = { headers: Filtered<HeadersListener>; request: Filtered<RequestListener> };

const listenersOf = new WeakMap<object, Listeners>();

function listeners(webRequest: WebRequest): Listeners {
  const found = listenersOf.get(webRequest);
  if (!found) throw new Error('electron stand-in: not a webRequest object');
  return found;
}

function urlPattern(pattern: string): RegExp {
  if (pattern === '<all_urls>') return /^/;
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${escaped}$`);
}

function filtered<Listener>(
  first: Electron.WebRequestFilter | Listener | null,
  second: Listener | null | undefined,
): Filtered<Listener> {
  if (first === null) return null;
  if (typeof first === 'function') return { matches: () => true, listener: first as Listener };
  if (!second) return null;
  const patterns = ((first as Electron.WebRequestFilter).urls ?? ['<all_urls>']).map(urlPattern);
  return { matches: (url) => patterns.some((pattern) => pattern.test(url)), listener: second };
}

export class WebRequest {
  constructor() {
    listenersOf.set(this, { headers: null, request: null });
  }

  onHeadersReceived(
    first: Electron.WebRequestFilter | HeadersListener | null,
    second?: HeadersListener | null,
  ): void {
    listeners(this).headers = filtered(first, second);
  }

  onBeforeRequest(
    first: Electron.WebRequestFilter | RequestListener | null,
    second?: RequestListener | null,
  ): void {
    listeners(this).request = filtered(first, second);
  }
}

refuseUnknownOfClass('webRequest', WebRequest);

let lastRequestId = 0;

function detailsOf(request: WebRequestData) {
  return {
    id: ++lastRequestId,
    url: request.url,
    method: request.method,
    webContentsId: request.webContentsId,
    resourceType: request.resourceType as Electron.OnHeadersReceivedListenerDetails['resourceType'],
    referrer: request.headers.referer ?? '',
    timestamp: Date.now(),
  };
}

export async function askBeforeRequest(
  webRequest: WebRequest,
  request: WebRequestData,
): Promise<{ cancel: boolean }> {
  const { request: asked } = listeners(webRequest);
  if (!asked?.matches(request.url)) return { cancel: false };
  const response = await new Promise<Electron.CallbackResponse>((resolve) => {
    asked.listener({ ...detailsOf(request), uploadData: [] }, resolve);
  });
  if (response.redirectURL) throw new Error('electron stand-in: webRequest redirects are not simulated');
  return { cancel: response.cancel ?? false };
}

function grouped(headers: [string, string][]): Record<string, string[]> {
  const result: Record<string, string[]> = {};
  for (const [name, value] of headers) result[name] = [...(result[name] ?? []), value];
  return result;
}

export async function askHeadersReceived(
  webRequest: WebRequest,
  input: { request: WebRequestData; status: number; headers: [string, string][] },
): Promise<{ cancel: boolean; headers: [string, string][] }> {
  const { headers: asked } = listeners(webRequest);
  if (!asked?.matches(input.request.url)) return { cancel: false, headers: input.headers };
  const response = await new Promise<Electron.HeadersReceivedResponse>((resolve) => {
    const details = {
      ...detailsOf(input.request),
      statusCode: input.status,
      statusLine: `HTTP/1.1 ${input.status}`,
      responseHeaders: grouped(input.headers),
    };
    asked.listener(details, resolve);
  });
  const changed = response.responseHeaders ?? grouped(input.headers);
  const headers = Object.entries(changed).flatMap(([name, values]) =>
    [values].flat().map((value): [string, string] => [name, value]),
  );
  return { cancel: response.cancel ?? false, headers };
}
