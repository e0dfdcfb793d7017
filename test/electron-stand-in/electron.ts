/**
 * What `import … from 'electron'` gives the app's main process under the stand-in.
 * Each part is checked against Electron's own types: a member that differs or is invented does not compile.
 * What is not simulated throws an error with its name as soon as it is touched.
 */
import { type App, app as simulatedApp } from './simulated/app.ts';
import { BrowserWindow as SimulatedWindow } from './simulated/browser-window.ts';
import { type Dialog, dialog as simulatedDialog } from './simulated/dialog.ts';
import { Dock } from './simulated/dock.ts';
import type { FaithfulTo } from './simulated/faithful.ts';
import { type IpcMain, ipcMain as simulatedIpcMain } from './simulated/ipc-main.ts';
import { Menu as SimulatedMenu, MenuItem as SimulatedMenuItem } from './simulated/menu.ts';
import { nativeImage as SimulatedImage } from './simulated/native-image.ts';
import { type NativeTheme, nativeTheme as simulatedTheme } from './simulated/native-theme.ts';
import { Notification as SimulatedNotification } from './simulated/notification.ts';
import * as power from './simulated/power.ts';
import type { Protocol } from './simulated/protocol.ts';
import { refuseUnknown, wholeNotSimulated } from './simulated/refuse-unknown.ts';
import { type Screen, screen as simulatedScreen } from './simulated/screen.ts';
import { defaultProtocol, Session } from './simulated/session.ts';
import { type Shell, shell as simulatedShell } from './simulated/shell.ts';
import * as small from './simulated/small-parts.ts';
import { Tray as SimulatedTray } from './simulated/tray.ts';
import './simulated/verbs.ts';
import { WebContents } from './simulated/web-contents.ts';
import { WebFrameMain } from './simulated/web-frame.ts';
import { WebRequest } from './simulated/web-request.ts';
import './simulated/wiring.ts';

export const app = simulatedApp satisfies FaithfulTo<App, Electron.App>;
export const clipboard = small.clipboard satisfies FaithfulTo<small.Clipboard, Electron.Clipboard>;
export const crashReporter = small.crashReporter satisfies FaithfulTo<
  small.CrashReporter,
  Electron.CrashReporter
>;
export const dialog = simulatedDialog satisfies FaithfulTo<Dialog, Electron.Dialog>;
export const globalShortcut = small.globalShortcut satisfies FaithfulTo<
  small.GlobalShortcut,
  Electron.GlobalShortcut
>;
export const ipcMain = simulatedIpcMain satisfies FaithfulTo<IpcMain, Electron.IpcMain>;
export const nativeTheme = simulatedTheme satisfies FaithfulTo<NativeTheme, Electron.NativeTheme>;
export const powerMonitor = power.powerMonitor satisfies FaithfulTo<
  power.PowerMonitor,
  Electron.PowerMonitor
>;
export const powerSaveBlocker = power.powerSaveBlocker satisfies FaithfulTo<
  power.PowerSaveBlocker,
  Electron.PowerSaveBlocker
>;
export const protocol = defaultProtocol satisfies FaithfulTo<Protocol, Electron.Protocol>;
export const safeStorage = small.safeStorage satisfies FaithfulTo<small.SafeStorage, Electron.SafeStorage>;
export const screen = simulatedScreen satisfies FaithfulTo<Screen, Electron.Screen>;
export const shell = simulatedShell satisfies FaithfulTo<Shell, Electron.Shell>;
export const systemPreferences = small.systemPreferences satisfies FaithfulTo<
  small.SystemPreferences,
  Electron.SystemPreferences
>;

export const BrowserWindow = SimulatedWindow satisfies Statics<
  typeof SimulatedWindow,
  typeof Electron.BrowserWindow
>;
export const Menu = SimulatedMenu satisfies Statics<typeof SimulatedMenu, typeof Electron.Menu>;
export const MenuItem = SimulatedMenuItem satisfies Statics<
  typeof SimulatedMenuItem,
  typeof Electron.MenuItem
>;
export const nativeImage = SimulatedImage satisfies Statics<
  typeof SimulatedImage,
  typeof Electron.NativeImage
>;
export const Notification = SimulatedNotification satisfies Statics<
  typeof SimulatedNotification,
  typeof Electron.Notification
>;
export const session = Session satisfies Statics<typeof Session, typeof Electron.Session>;
export const Tray = SimulatedTray satisfies Statics<typeof SimulatedTray, typeof Electron.Tray>;
export const webContents = WebContents satisfies Statics<typeof WebContents, typeof Electron.WebContents>;

/** Their instances; the values are not looked at, only their types. */
void [
  SimulatedWindow.prototype satisfies FaithfulTo<SimulatedWindow, Electron.BrowserWindow>,
  SimulatedMenu.prototype satisfies FaithfulTo<SimulatedMenu, Electron.Menu>,
  SimulatedMenuItem.prototype satisfies FaithfulTo<SimulatedMenuItem, Electron.MenuItem>,
  SimulatedImage.prototype satisfies FaithfulTo<InstanceType<typeof SimulatedImage>, Electron.NativeImage>,
  SimulatedNotification.prototype satisfies FaithfulTo<SimulatedNotification, Electron.Notification>,
  SimulatedTray.prototype satisfies FaithfulTo<SimulatedTray, Electron.Tray>,
  Session.prototype satisfies FaithfulTo<Session, Electron.Session>,
  WebContents.prototype satisfies FaithfulTo<WebContents, Electron.WebContents>,
  WebFrameMain.prototype satisfies FaithfulTo<WebFrameMain, Electron.WebFrameMain>,
  WebRequest.prototype satisfies FaithfulTo<WebRequest, Electron.WebRequest>,
  Dock.prototype satisfies FaithfulTo<Dock, Electron.Dock>,
];

type Statics<Mine, Real> = FaithfulTo<Mine, Omit<Real, 'prototype'>>;

export const autoUpdater: never = wholeNotSimulated('autoUpdater');
export const BaseWindow: never = wholeNotSimulated('BaseWindow');
export const BrowserView: never = wholeNotSimulated('BrowserView');
export const contentTracing: never = wholeNotSimulated('contentTracing');
export const desktopCapturer: never = wholeNotSimulated('desktopCapturer');
export const inAppPurchase: never = wholeNotSimulated('inAppPurchase');
export const MessageChannelMain: never = wholeNotSimulated('MessageChannelMain');
export const net: never = wholeNotSimulated('net');
export const netLog: never = wholeNotSimulated('netLog');
export const pushNotifications: never = wholeNotSimulated('pushNotifications');
export const ShareMenu: never = wholeNotSimulated('ShareMenu');
export const TouchBar: never = wholeNotSimulated('TouchBar');
export const utilityProcess: never = wholeNotSimulated('utilityProcess');
export const View: never = wholeNotSimulated('View');
export const webFrameMain: never = wholeNotSimulated('webFrameMain');
export const WebContentsView: never = wholeNotSimulated('WebContentsView');

export default refuseUnknown('electron', {
  app,
  autoUpdater,
  BaseWindow,
  BrowserView,
  BrowserWindow,
  clipboard,
  contentTracing,
  crashReporter,
  desktopCapturer,
  dialog,
  globalShortcut,
  inAppPurchase,
  ipcMain,
  Menu,
  MenuItem,
  MessageChannelMain,
  nativeImage,
  nativeTheme,
  net,
  netLog,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  pushNotifications,
  safeStorage,
  screen,
  session,
  ShareMenu,
  shell,
  systemPreferences,
  TouchBar,
  Tray,
  utilityProcess,
  View,
  webContents,
  webFrameMain,
  WebContentsView,
});
