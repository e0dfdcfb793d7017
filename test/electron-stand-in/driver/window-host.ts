/** Shows the app's windows as pages of a Chromium: one context per session partition, one page per window. */
import type { Browser, BrowserContext, Page, Request } from '@playwright/test';
import type { Answers, Channel } from '../channel.ts';
import type { AppCalls, HostCalls, PageSetup } from '../wire.ts';
import { routeRequests } from './requests.ts';
import { fromPageUrl } from './scheme-urls.ts';
import { type ShownPage, showPage } from './shown-page.ts';

type Notes = { console: string[] };

export type WindowHost = {
  answers: Omit<Answers<HostCalls>, 'ready'>;
  pageOfContents(webContentsId: number): Page | null;
  close(): Promise<void>;
};

export function makeWindowHost(
  browser: () => Promise<Browser>,
  app: () => Channel<AppCalls>,
  notes: Notes,
): WindowHost {
  const contexts = new Map<string, Promise<BrowserContext>>();
  const setups = new Map<number, PageSetup>();
  const shown = new Map<number, Promise<ShownPage>>();
  const byPage = new Map<Page, ShownPage>();
  const blockedPopups: Request[] = [];
  let dark: boolean | null = null;
  let closed = false;

  function pageOf(request: Request): ShownPage | null {
    try {
      const found = byPage.get(request.frame().page());
      if (found) return found;
    } catch {
      // Chromium has not told yet which page this is: only a new pop-up asks so early.
    }
    blockedPopups.push(request);
    return null;
  }

  async function openContext(partition: string): Promise<BrowserContext> {
    const context = await (await browser()).newContext({ serviceWorkers: 'block', viewport: null });
    const complain = (text: string) => notes.console.push(`[requests] ${text}`);
    await routeRequests(context, partition, app(), { pageOf }, complain);
    context.on('page', (page) => void closePopup(page));
    return context;
  }

  /** Electron asks main before a pop-up exists; here it is closed, and main is asked with what it wanted to show. */
  async function closePopup(popup: Page): Promise<void> {
    const opener = await popup.opener();
    const owner = opener ? byPage.get(opener) : undefined;
    // Our own windows have no opener.
    if (!owner) return;
    const asked = blockedPopups.findLast((request) => request.frame().page() === popup);
    const url = fromPageUrl(asked?.url() ?? popup.url());
    await popup.close().catch(() => {});
    await app()
      .call('windowOpen', { id: owner.id, url, frameName: '', disposition: 'foreground-tab' })
      .catch((error: Error) => notes.console.push(`[window ${owner.id}] window.open: ${error.message}`));
  }

  async function open(setup: PageSetup): Promise<ShownPage> {
    const opening = contexts.get(setup.partition) ?? openContext(setup.partition);
    contexts.set(setup.partition, opening);
    const context = await opening;
    const current = { ...setup, dark: dark ?? setup.dark };
    const made = await showPage(context, current, app(), notes);
    byPage.set(made.page, made);
    return made;
  }

  function get(id: number): Promise<ShownPage> {
    return shown.get(id) ?? Promise.reject(new Error(`electron stand-in: window ${id} is gone`));
  }

  /** A crashed page cannot be used again; loading something into its window opens a new one. */
  async function usable(id: number): Promise<ShownPage> {
    const now = await get(id);
    const setup = setups.get(id);
    if (!now.crashed || !setup) return now;
    await forget(now);
    const again = open(setup);
    shown.set(id, again);
    return again;
  }

  async function forget(one: ShownPage): Promise<void> {
    byPage.delete(one.page);
    await one.close();
  }

  const lastUrl = new Map<number, string>();

  return {
    pageOfContents: (id) => [...byPage.values()].find((one) => one.id === id && !one.crashed)?.page ?? null,

    answers: {
      async createPage(setup) {
        setups.set(setup.id, setup);
        const opening = open(setup);
        shown.set(setup.id, opening);
        await opening;
      },
      async loadUrl({ id, url }) {
        lastUrl.set(id, url);
        return (await usable(id)).load(url);
      },
      async reload({ id }) {
        const one = await usable(id);
        // A page opened in place of a crashed one has nothing to reload yet.
        return one.page.url() === 'about:blank' ? one.load(lastUrl.get(id) ?? 'about:blank') : one.reload();
      },
      async deliver({ id, frameToken, message }) {
        await (await get(id)).deliver(frameToken, message);
      },
      async runScript({ id, code }) {
        const { page } = await get(id);
        return page.evaluate(code);
      },
      async resize({ id, width, height }) {
        const { page } = await get(id);
        await page.setViewportSize({ width: Math.max(width, 1), height: Math.max(height, 1) });
      },
      async setDark(input) {
        dark = input.dark;
        const colorScheme = dark ? 'dark' : 'light';
        await Promise.all([...byPage.keys()].map((page) => page.emulateMedia({ colorScheme })));
      },
      async crash({ id }) {
        const { page } = await get(id);
        const session = await page.context().newCDPSession(page);
        // Never answered: the one who would answer is gone.
        session.send('Page.crash').catch(() => {});
      },
      async screenshot({ id }) {
        const { page } = await get(id);
        return page.screenshot();
      },
      async beforeUnload({ id }) {
        const { page, crashed } = await get(id);
        // Chromium asks only where somebody has clicked before; here every page counts as used.
        return crashed ? false : page.evaluate(askToLeave);
      },
      async closePage({ id }) {
        const closing = shown.get(id);
        shown.delete(id);
        setups.delete(id);
        if (closing) await forget(await closing);
      },
    },

    async close() {
      if (closed) return;
      closed = true;
      const opened = await Promise.allSettled([...contexts.values()]);
      await Promise.all(opened.map((one) => (one.status === 'fulfilled' ? one.value.close() : null)));
    },
  };
}

/** Runs in the page. */
function askToLeave(): boolean {
  const event = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(event);
  return event.defaultPrevented;
}
