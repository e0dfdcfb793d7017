import { fileURLToPath } from 'node:url';
import { launchStandIn } from '../../electron-stand-in/driver.ts';
import type { Driver, LaunchOptions, RunningApp } from './driver.ts';
import { cleanEnvironment } from './headless-driver.ts';

/** The real built main and preload under a simulated Electron, windows as pages of a real Chromium. */
export const mainFile = fileURLToPath(new URL('../../../dist/main/main.js', import.meta.url));

export const standInDriver: Driver = {
  name: 'stand-in',
  unavailable: async () => null,
  launch: async (options) => (await launchOnStandIn(options)).running,
};

/** With the stand-in's own verbs, for specs about tray, menus and power. */
export async function launchOnStandIn(options: LaunchOptions) {
  const env = { ...cleanEnvironment(), ...options.env, HOME: options.home };
  const standIn = await launchStandIn({ mainFile, args: options.args, env, userData: options.home });
  const running: RunningApp = {
    driver: 'stand-in',
    window: await standIn.window('index.html'),
    tray: {
      tooltip: async () => (await standIn.tray.view())?.toolTip ?? '',
      menuLabels: async () => ((await standIn.tray.menu()) ?? []).map((item) => item.label),
      clickMenuItem: (label) => standIn.tray.clickMenuItem(label),
    },
    async startAgain() {
      await standIn.app.secondInstance([]);
    },
    async openPanel() {
      await standIn.tray.click();
      return standIn.window('view=panel');
    },
    async close() {
      await standIn.close();
    },
  };
  return { standIn, running };
}
