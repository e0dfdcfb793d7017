import type { BrowserContext, Locator, Page } from '@playwright/test';
import type { RunningApp } from './drivers/driver.ts';

/** The same session on a screen that is touched; only for the headless host, whose session is a cookie. */
export async function touchScreen({ window }: RunningApp, path = '/#/models') {
  const known = window.context();
  const context = await known.browser()?.newContext({
    storageState: await known.storageState(),
    hasTouch: true,
    isMobile: true,
    viewport: { width: 1100, height: 700 },
  });
  if (context === undefined) throw new Error('The browser of this driver makes no other context.');
  const page = await context.newPage();
  await page.goto(`${new URL(window.url()).origin}${path}`);
  return { page, finger: await fingerOn(context, page), close: () => context.close() };
}

export type Finger = Awaited<ReturnType<typeof fingerOn>>;

/** One finger, as the browser engine gets it from the system. */
async function fingerOn(context: BrowserContext, page: Page) {
  const session = await context.newCDPSession(page);
  const steps = 8;
  let at = { x: 0, y: 0 };
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd' | 'touchCancel') =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: type === 'touchEnd' || type === 'touchCancel' ? [] : [at],
    });
  return {
    async down(on: Locator) {
      at = await middleOf(on);
      await send('touchStart');
    },
    async moveBy(x: number, y: number) {
      const from = at;
      for (let step = 1; step <= steps; step += 1) {
        at = { x: from.x + (x * step) / steps, y: from.y + (y * step) / steps };
        await send('touchMove');
      }
    },
    async moveTo(on: Locator, { y }: { y: number }) {
      const box = await on.boundingBox();
      if (box === null) throw new Error('It is not on the screen.');
      await this.moveBy(0, box.y + y - at.y);
    },
    up: () => send('touchEnd'),
    cancel: () => send('touchCancel'),
  };
}

async function middleOf(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('It is not on the screen.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
