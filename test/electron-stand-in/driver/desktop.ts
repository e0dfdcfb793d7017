/** The desktop around the app: tray, menus, notifications, power and the rest, by the names a test reads well. */
import type { Page } from '@playwright/test';
import type { Verb, WindowChoice, WindowView } from '../driver.ts';
import type { DialogAnswers } from '../simulated/dialog.ts';
import type { MenuItemAddress } from '../simulated/menu.ts';
import type { PowerEvent } from '../simulated/power.ts';
import type { DisplaySketch } from '../simulated/screen.ts';
import { waitFor } from './wait.ts';

type FindWindow = (choice: WindowChoice) => Promise<WindowView>;
type Modifiers = Partial<Record<'altKey' | 'shiftKey' | 'ctrlKey' | 'metaKey', boolean>>;
type Rectangle = { x: number; y: number; width: number; height: number };

export function desktop(verb: Verb, find: FindWindow, pageOf: (choice: WindowChoice) => Promise<Page>) {
  const mouse =
    (action: 'click' | 'right-click' | 'double-click') =>
    (modifiers: Modifiers = {}) =>
      verb('tray.mouse', { action, modifiers });
  const happen = (event: PowerEvent) => () => verb('power.happen', { event });
  const idOf = async (choice: WindowChoice) => (await find(choice)).id;

  return {
    tray: {
      count: () => verb('tray.count'),
      view: () => verb('tray.view'),
      /** How often each part was set; an app that only redraws what changed keeps these low. */
      calls: async () => (await verb('tray.view'))?.calls ?? null,
      click: mouse('click'),
      rightClick: mouse('right-click'),
      doubleClick: mouse('double-click'),
      menu: () => verb('tray.menu'),
      clickMenuItem: (address: MenuItemAddress) => verb('tray.clickMenuItem', { address }),
      setBounds: (bounds: Rectangle) => verb('tray.setBounds', bounds),
    },

    menus: {
      application: () => verb('menus.application'),
      clickApplication: (address: MenuItemAddress) => verb('menus.clickApplication', { address }),
      popup: () => verb('menus.popup'),
      clickPopup: (address: MenuItemAddress) => verb('menus.clickPopup', { address }),
    },

    notifications: {
      list: () => verb('notifications.list'),
      click: (number = 0) => verb('notifications.click', { number }),
      /** By its place or its text. */
      action: (action: number | string, number = 0) => verb('notifications.action', { number, action }),
      dismiss: (number = 0) => verb('notifications.dismiss', { number }),
      unsupported: () => verb('notifications.support', { supported: false, refusal: null }),
      refuse: (refusal: string) => verb('notifications.support', { supported: true, refusal }),
    },

    power: {
      suspend: happen('suspend'),
      resume: happen('resume'),
      lock: happen('lock-screen'),
      unlock: happen('unlock-screen'),
      battery: happen('on-battery'),
      ac: happen('on-ac'),
      shutdown: happen('shutdown'),
      setIdle: (seconds: number) => verb('power.setIdle', { seconds }),
      /** The power-save blockers the app holds now. */
      blockers: () => verb('power.blockers'),
    },

    theme: {
      dark: () => verb('theme.set', { dark: true }),
      light: () => verb('theme.set', { dark: false }),
      view: () => verb('theme.view'),
    },

    dialogs: {
      list: () => verb('dialogs.list'),
      /** Answers the dialog that is open, or the next one of its kind. */
      answer: <Kind extends keyof DialogAnswers>(kind: Kind, answer: DialogAnswers[Kind]) =>
        verb('dialogs.answer', { kind, answer }),
    },

    app: {
      view: () => verb('app.view'),
      secondInstance: (argv: string[] = []) => verb('app.secondInstance', { argv }),
      activate: () => verb('app.activate'),
      openUrl: (url: string) => verb('app.openUrl', { url }),
      quit: () => verb('app.quit'),
      usage: () => verb('app.usage'),
      fail: (how: 'uncaughtException' | 'unhandledRejection', message: string) =>
        verb('app.fail', { how, message }),
    },

    shell: {
      calls: () => verb('shell.calls'),
      opened: async () => {
        const calls = await verb('shell.calls');
        return calls.filter(({ what }) => what === 'openExternal').map(({ target }) => target);
      },
      fail: (message: string | null) => verb('shell.fail', { message }),
    },

    dock: {
      view: () => verb('dock.view'),
      clickMenuItem: (address: MenuItemAddress) => verb('dock.clickMenuItem', { address }),
    },

    loginItem: async () => (await verb('app.view')).loginItem,

    shortcuts: {
      list: () => verb('shortcuts.list'),
      press: (accelerator: string) => verb('shortcuts.press', { accelerator }),
      take: (accelerator: string) => verb('shortcuts.take', { accelerator }),
    },

    displays: {
      set: (displays: DisplaySketch[]) => verb('screen.setDisplays', displays),
      setCursor: (point: { x: number; y: number }) => verb('screen.setCursor', point),
    },

    safeStorage: { setAvailable: (available: boolean) => verb('safeStorage.set', { available }) },
    clipboard: { read: () => verb('clipboard.read') },

    closeWindow: async (choice: WindowChoice) => verb('windows.close', { id: await idOf(choice) }),
    focusWindow: async (choice: WindowChoice) => verb('windows.focus', { id: await idOf(choice) }),
    blurWindow: async (choice: WindowChoice) => verb('windows.blur', { id: await idOf(choice) }),
    /** Through main: to main, `page.reload()` looks like a page that moves by itself. */
    reloadWindow: async (choice: WindowChoice) => verb('windows.reload', { id: await idOf(choice) }),
    minimizeWindow: async (choice: WindowChoice) => verb('windows.minimize', { id: await idOf(choice) }),
    moveWindow: async (choice: WindowChoice, bounds: Partial<Rectangle>) =>
      verb('windows.setBounds', { id: await idOf(choice), bounds }),
    hangWindow: async (choice: WindowChoice, event: 'unresponsive' | 'responsive' = 'unresponsive') =>
      verb('windows.emit', { id: await idOf(choice), event }),
    endSession: async (choice: WindowChoice, event: 'query-session-end' | 'session-end') =>
      verb('windows.sessionEnd', { id: await idOf(choice), event }),
    /** What a page asking for this permission would be told. */
    askPermission: async (choice: WindowChoice, permission: string) =>
      verb('windows.permission', { id: await idOf(choice), permission }),

    /** Ends the page's process for real; main hears of it as it would of any crash. */
    crashRenderer: async (choice: WindowChoice) => {
      const page = await pageOf(choice);
      const gone = page.waitForEvent('crash');
      const session = await page.context().newCDPSession(page);
      session.send('Page.crash').catch(() => {});
      await gone;
    },

    /** Calls a command as the window's own page would, past its preload. */
    callRaw: async (choice: WindowChoice, channel: string, ...args: unknown[]) =>
      verb('ipc.callAs', { caller: { kind: 'own-page', windowId: await idOf(choice) }, channel, args }),

    /** Calls a command as a frame of another site inside the window would, had it got hold of the channel. */
    callAsStrangerFrame: async (choice: WindowChoice, channel: string, ...args: unknown[]) => {
      const caller = {
        kind: 'sub-frame',
        windowId: await idOf(choice),
        url: 'https://stranger.example/',
      } as const;
      return verb('ipc.callAs', { caller, channel, args });
    },

    /** The same from a page of another site that took the window's place. */
    callAsForeignPage: async (choice: WindowChoice, channel: string, ...args: unknown[]) => {
      const caller = {
        kind: 'foreign-page',
        windowId: await idOf(choice),
        url: 'https://stranger.example/',
      } as const;
      return verb('ipc.callAs', { caller, channel, args });
    },

    /** The same from a frame that is gone by the time main looks at it. */
    callAsGoneFrame: async (choice: WindowChoice, channel: string, ...args: unknown[]) =>
      verb('ipc.callAs', { caller: { kind: 'no-frame', windowId: await idOf(choice) }, channel, args }),

    /** The same from contents that belong to none of the app's windows, though they show the app's own address. */
    callAsUnknownSender: async (url: string, channel: string, ...args: unknown[]) =>
      verb('ipc.callAs', { caller: { kind: 'unknown-contents', url }, channel, args }),

    waitFor,
  };
}
