import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from './app-fixtures.ts';
import { aDesk, includeAgents } from './desk.ts';

test.describe('the config', () => {
  test('a file broken outside is told with its place, and the last good version is one click away', async ({
    world,
  }) => {
    const desk = await aDesk(world);
    const { window } = await world.start();
    await window.getByRole('button', { name: 'Config', exact: true }).click();
    await expect(window.getByText(/Nothing wrong in this file/)).toBeVisible();
    await world.config(desk.text.replace('fallbacks: [', 'fallbacks: '));
    await expect(window.getByRole('main')).toContainText(/Go to line 10/);
    await window
      .getByRole('button', { name: /last good|Bring back|Restore/i })
      .first()
      .click();
    const dialog = window.getByRole('dialog', { name: 'Review changes' });
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await expect.poll(desk.configNow).toBe(desk.text);
  });

  test('an included file broken outside is opened at its mistake, and comes back by itself', async ({
    world,
  }) => {
    const desk = await aDesk(world);
    const { file, agents } = await includeAgents(world, desk.text);
    const { window } = await world.start();
    await window.getByRole('button', { name: 'Config', exact: true }).click();
    await expect(window.getByText(/Nothing wrong in this file/)).toBeVisible();
    await writeFile(file, agents.replace('fallbacks: [', 'fallbacks: '));

    await window.getByRole('button', { name: /^Go to line \d+ of agents\.json5$/ }).click();
    await expect(window.getByRole('textbox', { name: /agents\.json5/ })).toContainText(
      'when the desk is off',
    );
    await window.getByRole('button', { name: /^Bring back agents\.json5 of/ }).click();
    const dialog = window.getByRole('dialog', { name: 'Review changes' });
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await expect.poll(() => readFile(file, 'utf8')).toBe(agents);
    await expect(window.getByText(/Nothing wrong in this file/)).toBeVisible();
  });

  test('text typed in the editor is reviewed and saved, and its secrets come back untouched', async ({
    world,
  }) => {
    const desk = await aDesk(world);
    const secret = 'sk-live-0123456789abcdef';
    const text = desk.text.replace('apiKey: "lmstudio"', `apiKey: "${secret}"`);
    await world.config(text);
    const { window } = await world.start();
    await window.getByRole('button', { name: 'Config', exact: true }).click();
    await expect(window.getByText(/1 secret is hidden/)).toBeVisible();
    expect(await window.content()).not.toContain(secret);
    await window.getByText('keep the hosted ones').click();
    await window.keyboard.press('End');
    await window.keyboard.type(', always');
    await window.getByRole('button', { name: 'Review changes…' }).click();
    const dialog = window.getByRole('dialog', { name: 'Review changes' });
    await expect(dialog).toContainText('keep the hosted ones, always');
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await expect
      .poll(desk.configNow)
      .toBe(text.replace('keep the hosted ones', 'keep the hosted ones, always'));
  });

  test('the file is searched from a button, in the words of the language', async ({ world }) => {
    await aDesk(world);
    const { window } = await world.start();
    await window.getByRole('button', { name: 'Settings', exact: true }).click();
    await window.getByRole('button', { name: /Language/ }).click();
    await window.getByRole('option', { name: 'Svenska' }).click();
    await window.getByRole('button', { name: 'Konfiguration', exact: true }).click();
    await window.getByRole('button', { name: 'Sök i filen' }).click();
    await window.getByRole('textbox', { name: 'Sök', exact: true }).fill('fallbacks');
    await window.getByRole('button', { name: 'Nästa', exact: true }).click();
    await expect(window.getByText(/^Aktuell träff\. .* på rad \d+\.$/)).toBeAttached();
  });

  test('what was typed for a provider is still there after a look elsewhere', async ({ world }) => {
    await aDesk(world);
    const { window } = await world.start();
    await window.getByRole('button', { name: 'Config', exact: true }).click();
    await window.getByRole('radio', { name: 'Providers' }).click({ force: true });
    const limit = window.getByRole('textbox', { name: 'Time limit in seconds' });
    await limit.fill('77');
    await window.getByRole('row', { name: 'ollama' }).click();
    await expect(limit).toHaveValue('');
    await window.getByRole('button', { name: 'Models', exact: true }).click();
    await window.getByRole('button', { name: 'Config', exact: true }).click();
    await window.getByRole('row', { name: 'lmstudio' }).click();
    await expect(limit).toHaveValue('77');
    await window.getByRole('button', { name: 'Discard' }).click();
    await expect(limit).toHaveValue('');
  });

  test('the language is switched at once and remembered', async ({ world }) => {
    await aDesk(world);
    const { window } = await world.start();
    await window.getByRole('button', { name: 'Settings', exact: true }).click();
    await window.getByRole('button', { name: /Language/ }).click();
    await window.getByRole('option', { name: 'Svenska' }).click();
    await expect(window.getByRole('heading', { name: 'Inställningar', level: 1 })).toBeVisible();
    await window.reload();
    await expect(window.getByRole('button', { name: 'Modeller', exact: true })).toBeVisible();
  });

  test('another config that the openclaw command uses is told, and watched from one click on @not-win32', async ({
    world,
  }) => {
    const desk = await aDesk(world);
    const other = path.join(world.home, 'other-openclaw.json');
    await writeFile(other, '{ gateway: { mode: "local" } } // the other one\n', { mode: 0o600 });
    await commandThatNames(world.home, other);
    const { window } = await world.start();
    await window.getByRole('button', { name: 'Checks', exact: true }).click();
    const told = window.getByText(/The openclaw command uses another config/);
    await expect(told).toContainText(other);
    await window.getByRole('button', { name: 'Use this one' }).click();
    await expect(told).toHaveCount(0);
    await window.getByRole('button', { name: 'Config', exact: true }).click();
    await expect(window.getByRole('textbox').filter({ hasText: 'the other one' })).toBeVisible();
    expect(await desk.configNow()).toBe(desk.text);
  });
});

/** An `openclaw` command that knows its version and which config it uses, and nothing else. */
async function commandThatNames(home: string, config: string): Promise<void> {
  const folder = path.join(home, '.local', 'bin');
  await mkdir(folder, { recursive: true });
  const script = `#!/bin/sh
case "$*" in
  --version) echo 'OpenClaw 2026.9.6 (story)' ;;
  'config file --json') echo '{"path": "${config}"}' ;;
  *) exit 1 ;;
esac
`;
  await writeFile(path.join(folder, 'openclaw'), script, { mode: 0o755 });
}
