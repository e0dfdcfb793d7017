import type { Page } from '@playwright/test';
import { fakeModel } from '../fake-servers/fake-model.ts';
import { startLmStudio } from '../fake-servers/lm-studio.ts';
import { startVllm } from '../fake-servers/vllm.ts';
import { expect, test, type World } from './app-fixtures.ts';

/** A vLLM that counts how long first tokens take, and an LM Studio with more models than a list can show. */
async function aCrowd(world: World) {
  const models = Array.from({ length: 320 }, (_, at) =>
    fakeModel({ id: `tiny-${at + 1}`, displayName: `Tiny ${at + 1}`, loadMs: 0 }),
  );
  const studio = await startLmStudio({ models });
  const vllm = await startVllm({ model: fakeModel({ id: 'Qwen/Qwen3-8B', loadMs: 0, busyMs: 40 }) });
  world.cleanUp(() => studio.stop());
  world.cleanUp(() => vllm.stop());
  await world.settings({
    pollSeconds: { visible: 1, hidden: 1 },
    servers: [
      { id: 'studio', url: studio.url, name: 'Studio', kind: null },
      { id: 'engine', url: vllm.url, name: 'Engine', kind: null },
    ],
  });
  return { studio, vllm };
}

async function openPlots(window: Page): Promise<void> {
  await window.getByRole('button', { name: 'Activity', exact: true }).click();
  await window.getByRole('radio', { name: 'Plots' }).click();
}

async function choose(window: Page, field: string, option: string): Promise<void> {
  await window.getByRole('button', { name: new RegExp(`${field}$`) }).click();
  await window.getByRole('option', { name: option, exact: true }).click();
}

/** Where in the plot's width that colour begins; null: nowhere, as a canvas draws black what it does not understand. */
function plottedFrom(window: Page, colour: readonly number[]): Promise<number | null> {
  return window.locator('canvas').evaluate((canvas: HTMLCanvasElement, wanted) => {
    const { width, height } = canvas;
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, width, height) ?? { data: [] };
    for (let x = 0; x < width; x += 1)
      for (let at = x * 4; at < data.length; at += width * 4)
        if ((data[at + 3] ?? 0) > 100 && wanted.every((part, i) => Math.abs((data[at + i] ?? 0) - part) < 12))
          return x / width;
    return null;
  }, colour);
}

const flame = { light: [217, 72, 15], dark: [255, 146, 43] } as const;

test.describe('plots', () => {
  test('the wait for the first token appears while the plot is open, where the server counts it', async ({
    world,
  }) => {
    // An open plot asks again every fifteen seconds.
    test.slow();
    const { vllm } = await aCrowd(world);
    const { window } = await world.start();
    await openPlots(window);
    await choose(window, 'Measure', 'Time to first token');
    await expect(window.getByText('This server does not tell this.')).toBeVisible();
    await choose(window, 'Server', 'Engine');
    await expect(window.getByText('Nothing was measured in this time.')).toBeVisible();
    await window.getByRole('radio', { name: 'Hour' }).click();
    // A wait is the difference of two looks: the first has to be over. Looks at one server follow one another.
    await expect.poll(() => vllm.requestsTo('/metrics').length).toBeGreaterThan(1);
    const response = await fetch(`${vllm.url}/v1/chat/completions`, {
      method: 'POST',
      body: JSON.stringify({ model: 'Qwen/Qwen3-8B', messages: [{ role: 'user', content: 'Hello' }] }),
    });
    expect(response.ok).toBe(true);
    await expect(window.getByRole('heading', { name: 'Time to first token of Qwen/Qwen3-8B' })).toBeVisible({
      timeout: 40_000,
    });
    await expect(window.getByRole('img', { name: /Usually 40 ms/ })).toBeVisible();
    for (const colorScheme of ['light', 'dark'] as const) {
      await window.emulateMedia({ colorScheme });
      await expect.poll(() => plottedFrom(window, flame[colorScheme])).not.toBeNull();
    }
  });

  test('a plot spans the time that was chosen, however little of it was measured', async ({ world }) => {
    const { vllm } = await aCrowd(world);
    const { window } = await world.start();
    await window.emulateMedia({ colorScheme: 'light' });
    await expect.poll(() => vllm.requestsTo('/metrics').length).toBeGreaterThan(1);
    await openPlots(window);
    await choose(window, 'Measure', 'Answer time of the server');
    await choose(window, 'Server', 'Engine');
    for (const range of ['Hour', 'Day', 'Month']) {
      await window.getByRole('radio', { name: range }).click();
      // What was measured a moment ago stands at the end of it.
      await expect.poll(() => plottedFrom(window, flame.light)).toBeGreaterThan(0.9);
    }
  });

  test('a model is found among hundreds by its name', async ({ world }) => {
    await aCrowd(world);
    const { window } = await world.start();
    await openPlots(window);
    await window.getByRole('button', { name: 'Model: Tiny 1', exact: true }).click();
    await expect(window.getByText('220 more. Type to narrow them down.')).toBeVisible();
    await window.keyboard.type('tiny 317');
    await expect(window.getByRole('option')).toHaveCount(1);
    await window.keyboard.press('ArrowDown');
    await window.keyboard.press('Enter');
    await expect(window.getByRole('button', { name: 'Model: Tiny 317', exact: true })).toBeVisible();
  });
});
