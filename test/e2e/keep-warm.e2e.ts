import { sampleModels } from '../fake-servers/fake-model.ts';
import { startOllama } from '../fake-servers/ollama.ts';
import { expect, test, type World } from './app-fixtures.ts';
import { deskConfig } from './desk.ts';

/** Twenty times faster than life: Ollama's five minutes are fifteen seconds. */
const speed = 20;

/** The server and the app live in the same faster time, from the same moment on. */
async function aFastDesk(world: World) {
  const start = Date.now();
  const clock = {
    now: () => start + (Date.now() - start) * speed,
    schedule(ms: number, task: () => void) {
      if (!Number.isFinite(ms)) return () => undefined;
      const timer = setTimeout(task, Math.min(ms / speed, 2 ** 31 - 1));
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
  const ollama = await startOllama({ models: [{ ...sampleModels.qwen8b, loadMs: 0, busyMs: 0 }], clock });
  world.cleanUp(() => ollama.stop());
  await world.config(deskConfig('http://127.0.0.1:9', ollama.url));
  return { ollama, env: { PILOTLIGHT_TEST_CLOCK: `${start}x${speed}` } };
}

const lifeMinutes = (minutes: number) => (minutes * 60_000) / speed;

test.describe('keep warm', () => {
  test('a kept model on Ollama outlives its five minutes without a token, and rests when keep warm is paused', async ({
    world,
  }) => {
    test.setTimeout(120_000);
    const { ollama, env } = await aFastDesk(world);
    await world.settings({ keepWarm: { chainByDefault: true } as never });
    await ollama.clientAsks('qwen3:8b');
    ollama.ledger.clear();
    const { window, tray } = await world.start([], env);
    const row = window.getByRole('row', { name: 'qwen3:8b' });
    await expect(row).toContainText('kept warm');
    await expect(row).toContainText(/min left/);

    await window.waitForTimeout(lifeMinutes(12));
    await expect(row).toContainText('warm');
    expect(ollama.ledger.of('reset-timer').length).toBeGreaterThan(1);
    expect(ollama.ledger.tokens()).toBe(0);
    expect(ollama.ledger.of('loaded')).toEqual([]);

    if (tray !== null) await tray.clickMenuItem('pause-4');
    else {
      await window.getByRole('button', { name: 'Settings', exact: true }).click();
      await window.getByRole('button', { name: 'Pause…' }).click();
      await window.getByRole('menuitem').first().click();
      await window.getByRole('button', { name: 'Models', exact: true }).click();
    }
    await expect(row).toContainText('not loaded', { timeout: lifeMinutes(7) });
    expect(ollama.ledger.of('loaded')).toEqual([]);
  });

  test('the same model without keep warm is gone after its five minutes', async ({ world }) => {
    test.setTimeout(90_000);
    const { ollama, env } = await aFastDesk(world);
    await world.settings({ keepWarm: { chainByDefault: false } as never });
    await ollama.clientAsks('qwen3:8b');
    const { window } = await world.start([], env);
    const row = window.getByRole('row', { name: 'qwen3:8b' });
    await expect(row).toContainText('warm');
    await expect(row).toContainText('not loaded', { timeout: lifeMinutes(7) });
    expect(ollama.ledger.sideEffects()).toEqual([]);
  });
});
