/** What the two processes say to each other: the child that runs main, and the driver that owns Chromium. */

export type FrameInfo = {
  token: string;
  url: string;
  name: string;
  parent: FrameInfo | null;
};

/** From a page's preload to main. */
export type PageMessage =
  | { kind: 'invoke'; callId: string; channel: string; args: unknown[] }
  | { kind: 'send'; channel: string; args: unknown[] }
  | { kind: 'preload-error'; message: string; stack: string };

/** From main to a page's preload. */
export type MainMessage =
  | { kind: 'event'; channel: string; args: unknown[] }
  | { kind: 'reply'; callId: string; ok: true; value: unknown }
  | { kind: 'reply'; callId: string; ok: false; error: string }
  | { kind: 'visibility'; visible: boolean };

export type PageSetup = {
  id: number;
  partition: string;
  /** Runs first in every document; `line` and `inlet` are the names it talks to main by. */
  script: string;
  line: string;
  inlet: string;
  width: number;
  height: number;
  dark: boolean;
};

export type WebRequestData = {
  partition: string;
  webContentsId: number;
  url: string;
  method: string;
  headers: Record<string, string>;
  body: Uint8Array | null;
  resourceType: string;
};

export type WebAnswer =
  | { kind: 'response'; status: number; headers: [string, string][]; body: Uint8Array }
  | { kind: 'failed'; reason: string };

export type LoadOutcome = { ok: true } | { ok: false; code: number; description: string };

export type PageEvent =
  | { kind: 'dom-ready' }
  | { kind: 'loaded' }
  | { kind: 'title'; title: string }
  | { kind: 'navigated'; url: string; frame: FrameInfo; sameDocument: boolean }
  | { kind: 'frame-detached'; token: string }
  | { kind: 'console'; level: string; text: string }
  | { kind: 'crashed' }
  | { kind: 'closed' };

/** Asked by the child, answered by the driver. */
export type HostCalls = {
  createPage(setup: PageSetup): void;
  loadUrl(input: { id: number; url: string }): LoadOutcome;
  reload(input: { id: number }): LoadOutcome;
  deliver(input: { id: number; frameToken: string | null; message: MainMessage }): void;
  runScript(input: { id: number; code: string }): unknown;
  resize(input: { id: number; width: number; height: number }): void;
  setDark(input: { dark: boolean }): void;
  crash(input: { id: number }): void;
  screenshot(input: { id: number }): Uint8Array;
  /** Whether a listener of the page wants it to stay. */
  beforeUnload(input: { id: number }): boolean;
  closePage(input: { id: number }): void;
  ready(input: { pid: number }): void;
};

/** Asked by the driver, answered by the child. */
export type AppCalls = {
  pageMessage(input: { id: number; frame: FrameInfo; message: PageMessage }): void;
  pageEvent(input: { id: number; event: PageEvent }): void;
  willNavigate(input: { id: number; url: string; frame: FrameInfo }): { prevented: boolean };
  windowOpen(input: { id: number; url: string; frameName: string; disposition: string }): void;
  customProtocol(input: WebRequestData): WebAnswer;
  responseHeaders(input: { request: WebRequestData; status: number; headers: [string, string][] }): {
    cancel: boolean;
    headers: [string, string][];
  };
  beforeRequest(input: WebRequestData): { cancel: boolean };
  verb(input: { name: string; input: unknown }): unknown;
};
