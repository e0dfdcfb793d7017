/** One window's page in Chromium: what main asks of it, and what happens in it. */
import type { BrowserContext, Frame, Page } from '@playwright/test';
import type { Channel } from '../channel.ts';
import type { AppCalls, LoadOutcome, MainMessage, PageEvent, PageMessage, PageSetup } from '../wire.ts';
import { describeFrame } from './frames.ts';
import { fromPageUrl, toPageUrl } from './scheme-urls.ts';

type App = Channel<AppCalls>;
type Notes = { console: string[] };

export type ShownPage = {
  readonly id: number;
  readonly page: Page;
  /** Asks main before a page moves itself; moves that main ordered are not asked about. */
  isOrdered(url: string): boolean;
  load(url: string): Promise<LoadOutcome>;
  reload(): Promise<LoadOutcome>;
  deliver(frameToken: string | null, message: MainMessage): Promise<void>;
  readonly crashed: boolean;
  close(): Promise<void>;
};

const errorCodes: Record<string, number> = {
  ERR_FAILED: -2,
  ERR_ABORTED: -3,
  ERR_CONNECTION_REFUSED: -102,
  ERR_NAME_NOT_RESOLVED: -105,
  ERR_UNKNOWN_URL_SCHEME: -302,
  ERR_FILE_NOT_FOUND: -6,
};

function loadFailure(error: unknown): LoadOutcome {
  const description = /net::(ERR_\w+)/.exec(String(error))?.[1] ?? 'ERR_FAILED';
  return { ok: false, code: errorCodes[description] ?? -2, description };
}

export async function showPage(
  context: BrowserContext,
  setup: PageSetup,
  app: App,
  notes: Notes,
): Promise<ShownPage> {
  const page = await context.newPage();
  const { id, line, inlet } = setup;
  let ordered: string | null = null;
  let crashed = false;
  let closing = false;
  let queue: Promise<void> = Promise.resolve();

  const tell = (event: PageEvent) => {
    if (!closing) app.call('pageEvent', { id, event }).catch(() => {});
  };

  await page.exposeBinding(line, ({ frame }, message: PageMessage) => {
    app.call('pageMessage', { id, frame: describeFrame(frame, id), message }).catch(() => {});
  });
  await page.addInitScript({ content: setup.script });
  await page.setViewportSize({ width: Math.max(setup.width, 1), height: Math.max(setup.height, 1) });
  await page.emulateMedia({ colorScheme: setup.dark ? 'dark' : 'light' });
  listen();

  function listen(): void {
    let shownUrl = '';
    let newDocument = false;
    page.on('request', (request) => {
      if (request.isNavigationRequest() && request.frame() === page.mainFrame()) newDocument = true;
    });
    page.on('framenavigated', (frame) => {
      const isMain = frame === page.mainFrame();
      const url = fromPageUrl(frame.url());
      const sameDocument = isMain && !newDocument && url.split('#')[0] === shownUrl.split('#')[0];
      if (isMain) {
        shownUrl = url;
        newDocument = false;
      }
      tell({ kind: 'navigated', url, frame: describeFrame(frame, id), sameDocument });
    });
    page.on('framedetached', (frame) =>
      tell({ kind: 'frame-detached', token: describeFrame(frame, id).token }),
    );
    page.on('domcontentloaded', () => {
      tell({ kind: 'dom-ready' });
      page.title().then(
        (title) => tell({ kind: 'title', title }),
        () => {},
      );
    });
    page.on('load', () => tell({ kind: 'loaded' }));
    page.on('console', (message) => {
      notes.console.push(`[window ${id}] ${message.type()}: ${message.text()}`);
      tell({ kind: 'console', level: message.type(), text: message.text() });
    });
    page.on('pageerror', (error) =>
      notes.console.push(`[window ${id}] uncaught: ${error.stack ?? error.message}`),
    );
    page.on('crash', () => {
      crashed = true;
      tell({ kind: 'crashed' });
    });
    page.on('close', () => tell({ kind: 'closed' }));
  }

  function frameFor(token: string | null): Frame | null {
    if (token === null || token === `main-${id}`) return page.mainFrame();
    return page.frames().find((frame) => describeFrame(frame, id).token === token) ?? null;
  }

  /** Electron drops what is sent to a document that is gone or has no preload; so does this. */
  async function put(token: string | null, message: MainMessage): Promise<void> {
    const evaluated = frameFor(token)?.evaluate(
      ([name, sent]) => {
        const receive = (window as unknown as Record<string, unknown>)[name] as
          | ((m: unknown) => void)
          | undefined;
        receive?.(sent);
      },
      [inlet, message] as const,
    );
    await evaluated?.catch(() => {});
  }

  async function move(to: string, go: (to: string) => Promise<unknown>): Promise<LoadOutcome> {
    ordered = to;
    try {
      await go(to);
      return { ok: true };
    } catch (error) {
      return loadFailure(error);
    } finally {
      ordered = null;
    }
  }

  return {
    id,
    page,
    isOrdered: (url) => ordered !== null && url.split('#')[0] === ordered.split('#')[0],
    get crashed() {
      return crashed;
    },
    load: (url) => move(toPageUrl(url), (to) => page.goto(to, { waitUntil: 'load' })),
    reload: () => move(page.url(), () => page.reload({ waitUntil: 'load' })),
    deliver(token, message) {
      queue = queue.then(() => put(token, message));
      return queue;
    },
    async close() {
      closing = true;
      await page.close().catch(() => {});
    },
  };
}
