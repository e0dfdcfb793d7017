import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { build, createServer, preview } from 'vite';
import { chromiumFlags, findChromium } from '../../build/find-chromium.ts';
import type { Model } from '../../shared/servers.ts';
import { median, ms, printTable, quantile, ratio } from './measure.ts';

/**
 * What a window costs: the panel's first meaningful paint; and with 20,000 models in the store, one
 * pushed change: main-thread time until React has drawn it, rows that rendered, bytes pushed against a whole snapshot.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const configFile = path.join(root, 'test/gallery/vite.gallery.ts');
const runs = 60;

await build({ configFile, logLevel: 'error' });
const built = await preview({ configFile, logLevel: 'error', preview: { port: 0 } });
const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumFlags });
const page = await browser.newPage({ viewport: { width: 1040, height: 720 } });
const address = built.resolvedUrls?.local[0] ?? '';

const panel = await browser.newPage({ viewport: { width: 380, height: 560 } });
const paints: number[] = [];
for (let i = 0; i < 7; i += 1) {
  await panel.goto(`${address}?view=panel&world=normal`);
  await panel.getByRole('heading').first().waitFor();
  paints.push(
    await panel.evaluate(
      () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? performance.now(),
    ),
  );
}

await page.goto(`${address}?world=huge#/models`);
await page.getByRole('row').nth(3).waitFor();
const { drawn, bytes, whole } = await pushChanges(page);
const wholeDrawn = await pushChanges(page, { whole: true, times: 8 });
await built.close();
const rendered = await renderedRows();
await browser.close();

printTable(
  ['what', 'measured'],
  [
    ['panel: first contentful paint (median of 7)', ms(median(paints))],
    [
      '20,000 models, one changed: main-thread time until drawn, median / p95',
      `${ms(median(drawn))} / ${ms(quantile(drawn, 0.95))}`,
    ],
    [
      '… the same change as a push of the whole snapshot, median',
      `${ms(median(wholeDrawn.drawn))} (${ratio(median(drawn), median(wholeDrawn.drawn))} of it is what one change costs)`,
    ],
    ['… share of one frame (16.7 ms), median', `${(median(drawn) / 16.7).toFixed(2)} ×`],
    ['… rows of the list that rendered', rendered],
    [
      '… bytes pushed against a whole snapshot',
      `${bytes} B of ${(whole / 1e6).toFixed(1)} MB (1 : ${Math.round(whole / bytes)})`,
    ],
  ],
);
process.exit(0);

/**
 * Changes the state of one visible model again and again; time is what the listener and React's flush take together.
 * With `whole`, every server and model is sent along, each as a copy, as it would come over a wire.
 */
async function pushChanges(on: Page, { whole = false, times: count = runs } = {}) {
  return on.evaluate(
    async ({ count, whole }) => {
      const { gallery } = window as unknown as {
        gallery: {
          api: {
            push(patches: unknown): void;
            getSnapshot(): Promise<{ value: { servers: { id: string; models: Model[] }[] } }>;
          };
        };
      };
      const { value } = await gallery.api.getSnapshot();
      const server = value.servers[0];
      const model = server?.models[1];
      if (server === undefined || model === undefined) throw new Error('There is no model to change.');
      const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      const patchOf = (is: 'asleep' | 'not-loaded') => [
        {
          slice: 'server',
          id: server.id,
          server: null,
          models: { changed: [{ ...model, state: { is } }], removed: [], order: null },
        },
      ];
      const wholePatches = (patch: unknown) => [
        ...structuredClone(value.servers).map(({ models, ...rest }) => ({
          slice: 'server',
          id: rest.id,
          server: rest,
          models: { changed: models, removed: [], order: null },
        })),
        patch,
      ];
      const times: number[] = [];
      for (let i = 0; i < count; i += 1) {
        await frame();
        const [patch] = patchOf(i % 2 === 0 ? 'asleep' : 'not-loaded');
        const patches = whole ? wholePatches(patch) : [patch];
        const startedAt = performance.now();
        gallery.api.push(patches);
        // React flushes in a microtask or the next task; layout is forced so that it counts too.
        await new Promise((resolve) => setTimeout(resolve));
        document.body.getBoundingClientRect();
        times.push(performance.now() - startedAt);
      }
      return {
        drawn: times,
        bytes: JSON.stringify(patchOf('asleep')).length,
        whole: JSON.stringify(value).length,
      };
    },
    { count, whole },
  );
}

/** Rows whose component ran in the commit of one change, counted in a development build by React's own flags. */
async function renderedRows(): Promise<string> {
  const server = await createServer({ configFile, logLevel: 'error', server: { port: 0 } });
  await server.listen();
  const dev = await browser.newPage({ viewport: { width: 1040, height: 720 } });
  await dev.addInitScript(() => {
    const counts: Record<string, number> = {};
    type Fiber = {
      flags: number;
      type: unknown;
      child: Fiber | null;
      sibling: Fiber | null;
      alternate: Fiber | null;
    };
    const performedWork = 1;
    const walk = (fiber: Fiber | null): void => {
      for (let each = fiber; each !== null; each = each.sibling) {
        const name = typeof each.type === 'function' ? each.type.name : '';
        const ran = each.alternate !== null && (each.flags & performedWork) !== 0;
        if (name === 'Present' && ran) counts.rows = (counts.rows ?? 0) + 1;
        walk(each.child);
      }
    };
    Object.assign(window, {
      rowCounts: counts,
      __REACT_DEVTOOLS_GLOBAL_HOOK__: {
        supportsFiber: true,
        inject: () => 1,
        onCommitFiberUnmount: () => undefined,
        onCommitFiberRoot: (_id: number, fiberRoot: { current: Fiber }) => walk(fiberRoot.current.child),
      },
    });
  });
  await dev.goto(`${server.resolvedUrls?.local[0]}?world=huge#/models`);
  await dev.getByRole('row').nth(3).waitFor();
  const shown = await dev.getByRole('row').count();
  await dev.evaluate(() => {
    Object.assign((window as unknown as { rowCounts: Record<string, number> }).rowCounts, { rows: 0 });
  });
  await pushChanges(dev);
  const total = await dev.evaluate(
    () => (window as unknown as { rowCounts: { rows?: number } }).rowCounts.rows ?? 0,
  );
  await server.close();
  return `${(total / runs).toFixed(2)} of ${shown} on screen`;
}
