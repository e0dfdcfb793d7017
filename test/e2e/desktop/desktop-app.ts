import { launchStandIn, type StandIn } from '../../electron-stand-in/driver.ts';
import type { World } from '../app-fixtures.ts';
import { cleanEnvironment } from '../drivers/headless-driver.ts';
import { mainFile } from '../drivers/stand-in-driver.ts';

/** Stories about what only a desktop has; the stand-in lets a test be the person, the system and the page. */
export const onStandInOnly = '@not-headless @not-electron';

export type DesktopOptions = {
  args?: string[];
  env?: Record<string, string>;
  platform?: NodeJS.Platform;
  packaged?: boolean;
};

/** The built app under the stand-in. Without `--hidden` it shows its window. */
export async function startDesktop(world: World, options: DesktopOptions = {}): Promise<StandIn> {
  const { env, home } = world.launchOptions();
  const standIn = await launchStandIn({
    mainFile,
    args: options.args ?? ['--hidden'],
    env: { ...cleanEnvironment(), ...env, HOME: home, ...options.env },
    userData: home,
    ...(options.platform === undefined ? {} : { platform: options.platform }),
    ...(options.packaged === undefined ? {} : { packaged: options.packaged }),
  });
  world.cleanUp(() => standIn.close());
  await standIn.waitFor(
    'the app to be up',
    async () => standIn.hasEnded() || (await standIn.tray.count()) > 0,
  );
  return standIn;
}

/** The menu a person opens on this platform. */
export async function openMenu(app: StandIn) {
  await app.tray.rightClick();
  return app.waitFor('the menu', () => app.tray.menu());
}

type MenuItems = Awaited<ReturnType<typeof openMenu>>;

export function labelsOf(items: MenuItems): string[] {
  return items.filter(({ type }) => type !== 'separator').map(({ label }) => label);
}

/** The rows under a submenu, by the labels down to it. */
export function under(items: MenuItems, ...labels: string[]): MenuItems {
  return labels.reduce<MenuItems>((rows, label) => {
    const found = rows.find((row) => row.label.startsWith(label))?.submenu;
    if (found == null) throw new Error(`There is no submenu ${label} among: ${labelsOf(rows).join(' | ')}`);
    return found;
  }, items);
}

/** The menu once every server of the desk was recognised and asked. */
export async function settledMenu(app: StandIn): Promise<MenuItems> {
  return app.waitFor('the whole desk in the menu', async () => {
    const menu = await openMenu(app);
    const labels = labelsOf(menu);
    const hasAll = ['LM Studio', 'Ollama', 'Fallback chain'].every((label) => labels.includes(label));
    return hasAll && labelsOf(under(menu, 'Fallback chain'))[0]?.endsWith('warm') === true && menu;
  });
}
