import { EventEmitter } from 'node:events';
import { appName, appPath, appVersion, commandLineSwitches, initialPaths } from './app-facts.ts';
import { theDock } from './dock.ts';
import { asElectron, makeEvent } from './faithful.ts';
import { saidEverything } from './host.ts';
import { lifecycle } from './lifecycle.ts';
import { Menu } from './menu.ts';
import { refuseUnknownOfClass } from './refuse-unknown.ts';
import { hasLock, releaseLock, requestLock } from './single-instance.ts';
import { focusWindow, windows } from './window-list.ts';

type LoginItem = { openAtLogin: boolean; args: string[]; changes: number; needsApproval: boolean };

/** What the system's own switch says: `--stand-in-login-item=on`, or with the arguments registered, or `needs-approval`. */
function loginItemAtStart(): LoginItem {
  const given = commandLineSwitches().get('stand-in-login-item');
  const [state, ...args] = given?.split(' ') ?? [];
  return { openAtLogin: state === 'on', args, changes: 0, needsApproval: state === 'needs-approval' };
}

/** What the app told the system, for the test to see. */
export const appState = {
  name: appName,
  paths: initialPaths(appName),
  loginItem: loginItemAtStart(),
  protocols: new Set<string>(),
  activationPolicy: 'regular',
  sandboxed: false,
  hidden: false,
  badgeCount: 0,
  relaunches: [] as Electron.RelaunchOptions[],
  aboutPanel: {} as Electron.AboutPanelOptionsOptions,
  aboutPanelShown: 0,
  appUserModelId: null as string | null,
};

const ready = Promise.withResolvers<void>();
const switches = commandLineSwitches();

class CommandLine {
  appendSwitch(name: string, value = ''): void {
    switches.set(name, value);
  }

  appendArgument(_value: string): void {}

  hasSwitch(name: string): boolean {
    return switches.has(name);
  }

  getSwitchValue(name: string): string {
    return switches.get(name) ?? '';
  }

  removeSwitch(name: string): void {
    switches.delete(name);
  }
}

refuseUnknownOfClass('app.commandLine', CommandLine);

export class App extends EventEmitter {
  readonly commandLine: Electron.CommandLine = asElectron(new CommandLine());
  readonly isPackaged = process.env.ELECTRON_STAND_IN_PACKAGED === '1';
  userAgentFallback = 'electron-stand-in';

  get dock(): Electron.Dock | undefined {
    return theDock();
  }

  get name(): string {
    return appState.name;
  }

  set name(name: string) {
    appState.name = name;
  }

  get applicationMenu(): Electron.Menu | null {
    return Menu.getApplicationMenu();
  }

  set applicationMenu(menu: Electron.Menu | null) {
    Menu.setApplicationMenu(menu);
  }

  get badgeCount(): number {
    return appState.badgeCount;
  }

  set badgeCount(count: number) {
    appState.badgeCount = count;
  }

  whenReady(): Promise<void> {
    lifecycle.readyAskedFor = true;
    return ready.promise;
  }

  isReady(): boolean {
    return lifecycle.ready;
  }

  /** Windows are asked one by one; the last one closed lets the app go on, any one of them may hold it. */
  quit(): void {
    if (lifecycle.quitting) return;
    const event = makeEvent({});
    lifecycle.quitting = true;
    this.emit('before-quit', event);
    if (event.defaultPrevented) {
      lifecycle.quitting = false;
      return;
    }
    for (const window of windows()) askToClose(window);
    if (lifecycle.quitting && windows().length === 0) finishQuit(0);
  }

  exit(exitCode = 0): void {
    for (const window of windows()) window.destroy();
    leave(exitCode);
  }

  relaunch(options?: Electron.RelaunchOptions): void {
    appState.relaunches.push(options ?? {});
  }

  focus(_options?: Electron.FocusOptions): void {
    const [first] = windows();
    if (first?.isVisible()) focusWindow(first);
  }

  hide(): void {
    appState.hidden = true;
  }

  show(): void {
    appState.hidden = false;
  }

  isHidden(): boolean {
    return appState.hidden;
  }

  requestSingleInstanceLock(additionalData?: Record<string, unknown>): boolean {
    return requestLock(this.getPath('userData'), additionalData, (start) => {
      this.emit('second-instance', makeEvent({}), start.argv, start.cwd, start.additionalData);
    });
  }

  hasSingleInstanceLock(): boolean {
    return hasLock();
  }

  releaseSingleInstanceLock(): void {
    releaseLock();
  }

  getPath(name: Parameters<Electron.App['getPath']>[0]): string {
    const path = appState.paths.get(name);
    if (path === undefined) throw new Error(`Failed to get '${name}' path`);
    return path;
  }

  setPath(name: string, path: string): void {
    appState.paths.set(name, path);
  }

  setAppLogsPath(path?: string): void {
    if (path) appState.paths.set('logs', path);
  }

  getAppPath(): string {
    return appPath;
  }

  getVersion(): string {
    return appVersion;
  }

  getName(): string {
    return appState.name;
  }

  setName(name: string): void {
    appState.name = name;
  }

  getLocale(): string {
    return switches.get('lang') || 'en-US';
  }

  getSystemLocale(): string {
    return this.getLocale();
  }

  getLocaleCountryCode(): string {
    return this.getLocale().split('-')[1] ?? '';
  }

  getPreferredSystemLanguages(): string[] {
    return [this.getLocale()];
  }

  enableSandbox(): void {
    if (lifecycle.ready) throw new Error('app.enableSandbox() can only be called before app is ready');
    appState.sandboxed = true;
  }

  disableHardwareAcceleration(): void {}

  setAsDefaultProtocolClient(protocol: string): boolean {
    appState.protocols.add(protocol);
    return true;
  }

  removeAsDefaultProtocolClient(protocol: string): boolean {
    return appState.protocols.delete(protocol);
  }

  isDefaultProtocolClient(protocol: string): boolean {
    return appState.protocols.has(protocol);
  }

  getLoginItemSettings(options?: Electron.LoginItemSettingsOptions): Electron.LoginItemSettings {
    const { loginItem } = appState;
    // Windows looks for the program with exactly these arguments.
    const isSame =
      process.platform !== 'win32' || (options?.args ?? []).join(' ') === loginItem.args.join(' ');
    const openAtLogin = loginItem.openAtLogin && isSame && !loginItem.needsApproval;
    return {
      openAtLogin,
      wasOpenedAtLogin: switches.has('stand-in-opened-at-login'),
      status: loginItem.needsApproval ? 'requires-approval' : openAtLogin ? 'enabled' : 'not-registered',
      executableWillLaunchAtLogin: loginItem.openAtLogin,
      launchItems: [],
    };
  }

  setLoginItemSettings(settings: Electron.Settings): void {
    const { loginItem } = appState;
    loginItem.openAtLogin = settings.openAtLogin ?? false;
    loginItem.args = settings.args ?? [];
    loginItem.changes += 1;
  }

  setActivationPolicy(policy: 'regular' | 'accessory' | 'prohibited'): void {
    appState.activationPolicy = policy;
  }

  setAboutPanelOptions(options: Electron.AboutPanelOptionsOptions): void {
    appState.aboutPanel = options;
  }

  showAboutPanel(): void {
    appState.aboutPanelShown += 1;
  }

  setAppUserModelId(id: string): void {
    appState.appUserModelId = id;
  }

  setBadgeCount(count = 0): boolean {
    appState.badgeCount = count;
    return true;
  }

  setUserTasks(_tasks: Electron.Task[]): boolean {
    return true;
  }

  isInApplicationsFolder(): boolean {
    return true;
  }

  isAccessibilitySupportEnabled(): boolean {
    return false;
  }
}

refuseUnknownOfClass('app', App);
export const app = new App();

function askToClose(window: ReturnType<typeof windows>[number]): void {
  if (!lifecycle.quitting) return;
  let asked: Electron.Event | null = null;
  const listen = (event: Electron.Event) => {
    asked = event;
  };
  window.once('close', listen);
  window.close();
  window.off('close', listen);
  if ((asked as Electron.Event | null)?.defaultPrevented) lifecycle.quitting = false;
}

export function finishQuit(exitCode: number): void {
  const event = makeEvent({});
  app.emit('will-quit', event);
  if (event.defaultPrevented) lifecycle.quitting = false;
  else leave(exitCode);
}

function leave(exitCode: number): void {
  app.emit('quit', makeEvent({}), exitCode);
  releaseLock();
  void saidEverything().then(() => process.exit(exitCode));
}

export function becomeReady(): void {
  lifecycle.ready = true;
  app.emit('will-finish-launching');
  app.emit('ready', makeEvent({}), {});
  ready.resolve();
}
