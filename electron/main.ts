import { mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { clipboard, app as electronApp, ipcMain, nativeTheme, screen, session, shell } from 'electron';
import { fail, ok } from '../shared/result.ts';
import { dataFolder } from './adapters/data-folder.ts';
import { createDemoProcess } from './adapters/demo-process.ts';
import { diskFiles } from './adapters/disk-files.ts';
import { type FolderLock, lockFolder } from './adapters/folder-lock.ts';
import { openLog } from './adapters/log.ts';
import { learningHttp, learningSecrets } from './adapters/log-scrubber.ts';
import { scanPortsFrom } from './adapters/scan-ports.ts';
import { createSchemaEngine } from './adapters/schema-worker-client.ts';
import { openHistory } from './adapters/sqlite-history.ts';
import { clockFrom } from './adapters/system-clock.ts';
import { createProcesses } from './adapters/system-processes.ts';
import { outliveTerminal } from './adapters/terminal.ts';
import { createHttp } from './adapters/undici-http.ts';
import { createApp } from './core/app.ts';
import { addNotice } from './core/app-notices.ts';
import { makeDemoFolder } from './demo-folder.ts';
import { followAppMenu } from './desktop/app-menu.ts';
import { declareAppScheme, pageOrigin, serveAppScheme } from './desktop/app-protocol.ts';
import { createAsk } from './desktop/ask.ts';
import { hiddenFlag } from './desktop/autostart-entry.ts';
import { catchErrors, failStart, refuseStart } from './desktop/crashes.ts';
import { developerVerbs } from './desktop/developer.ts';
import { createDock } from './desktop/dock.ts';
import { followKeepAwake } from './desktop/keep-awake.ts';
import { createKeychain } from './desktop/keychain.ts';
import { linkScheme } from './desktop/link-place.ts';
import { receiveLinks } from './desktop/links.ts';
import { followLoginItem, startsHidden } from './desktop/login-item.ts';
import { refusePermissions } from './desktop/navigation-rules.ts';
import { showNotices } from './desktop/notifications.ts';
import { panelPlace } from './desktop/panel-place.ts';
import { watchPower } from './desktop/power.ts';
import { stopBeforeQuit } from './desktop/quit.ts';
import { createRunVerbs } from './desktop/run-verbs.ts';
import { followSessionEnd } from './desktop/session-end.ts';
import { followShortcut } from './desktop/shortcut.ts';
import { showTray, type TrayIcon } from './desktop/tray.ts';
import { openUpdateFeed } from './desktop/update-feed.ts';
import { followUpdates, managedBy } from './desktop/updates.ts';
import { openWindowState } from './desktop/window-state.ts';
import { createWindows } from './desktop/windows.ts';
import { createWords } from './desktop/words.ts';
import { createCommandHandlers } from './ipc/command-handlers.ts';
import { createDispatch } from './ipc/dispatch.ts';
import { createPushEvents } from './ipc/push-events.ts';
import { registerCommands } from './ipc/register-commands.ts';
import { createTrustedSenders } from './ipc/trusted-senders.ts';
import { appVersion } from './version.ts';

/** The desktop app. Reads like a table of contents: what is made, and what is wired to what. */

const { argv, env, platform } = process;
const isDemo = argv.includes('--demo');
const isTest = env.PILOTLIGHT_TEST === '1';
const demoFolder = isDemo ? makeDemoFolder() : null;
const folder = demoFolder?.data ?? dataFolder(env, platform, os.homedir());

// Nothing is awaited here: Electron gets ready only after this module has been evaluated to its end.
try {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  electronApp.setPath('userData', path.join(folder, 'browser'));
  if (electronApp.requestSingleInstanceLock()) start();
  else electronApp.quit();
} catch (error) {
  failStart(error);
}

function start(): void {
  outliveTerminal();
  const lock = lockFolder(folder, 'desktop');
  if (lock.taken !== null) {
    refuseStart(lock.taken);
    return;
  }
  const logs = openLog({
    dataFolder: folder,
    name: 'desktop',
    level: 'info',
    environment: env,
    also: { from: 'warn', write: (line) => process.stderr.write(line) },
  });
  const clock = clockFrom(env);
  const crashes = catchErrors({ log: logs.log, clock, scrub: logs.scrubber.scrub });
  const links = receiveLinks(() => logs.log);
  electronApp.enableSandbox();
  // Windows shows notifications only of programs it knows by the name the installer gave them.
  if (platform === 'win32') electronApp.setAppUserModelId('app.pilotlight');
  declareAppScheme();
  run({ ...logs, clock, crashes, links, lock }).catch((error: unknown) => {
    logs.log.error('The app could not be started.', { error: String(error) });
    failStart(error);
  });
}

type Early = ReturnType<typeof openLog> & {
  clock: ReturnType<typeof clockFrom>;
  crashes: ReturnType<typeof catchErrors>;
  links: ReturnType<typeof receiveLinks>;
  lock: FolderLock;
};

async function run(early: Early) {
  const { log, scrubber, folder: logFolder, files: logFiles, clock, crashes, links, lock } = early;
  await electronApp.whenReady();
  serveAppScheme(fileURLToPath(new URL('../renderer', import.meta.url)));
  refusePermissions(session.defaultSession);

  // Loaded only for the demo: a chunk of its own.
  const demo =
    demoFolder === null ? null : await (await import('./demo-world.ts')).startDemoWorld(demoFolder);
  const processes = createProcesses(demo === null ? env : { ...env, OPENCLAW_CONFIG_PATH: demo.configPath });
  const history = openHistory(path.join(folder, 'history.db'), log);
  const keychain = createKeychain(diskFiles, path.join(folder, 'keys.sealed'), platform);
  const app = await createApp({
    ports: {
      clock,
      random: Math.random,
      http: learningHttp(createHttp(), scrubber),
      files: diskFiles,
      processes,
      secrets: learningSecrets(keychain, scrubber),
      history: history.store,
      schemaEngine: createSchemaEngine({ workerUrl: new URL('./schema-worker.js', import.meta.url) }),
      log,
    },
    dataFolder: folder,
    info: {
      version: appVersion,
      host: 'desktop',
      platform,
      demo: isDemo,
      locale: electronApp.getPreferredSystemLanguages()[0] ?? electronApp.getLocale(),
    },
    ...scanPortsFrom(env.PILOTLIGHT_SCAN_PORTS),
  });
  crashes.tellIn(app.state);
  if (history.movedAside !== null) addNotice(app.state, 'history-reset', history.movedAside);
  const words = await createWords(app);
  const ask = createAsk(words);

  const pushes = createPushEvents({ checkPayloads: isTest });
  app.state.onChange((change) => pushes.push('snapshotChanged', change));

  const trusted = createTrustedSenders(pageOrigin);
  const windowState = await openWindowState(diskFiles, path.join(folder, 'window-state.json'), log);
  const showInDock = createDock();
  const sessionEnd = followSessionEnd({ isSaving: () => app.config.editor.isSaving() });
  let tray: TrayIcon | null = null;
  const windows = createWindows({
    preload: fileURLToPath(new URL('../preload/preload.cjs', import.meta.url)),
    trusted,
    pushes,
    state: windowState,
    displays: () => screen.getAllDisplays(),
    panelPlace: (panel) =>
      panelPlace({
        icon: tray?.bounds() ?? null,
        cursor: screen.getCursorScreenPoint(),
        panel,
        displays: screen.getAllDisplays(),
      }),
    made: sessionEnd.watch,
    changed(open) {
      app.setVisible(open.main || open.panel);
      showInDock(open.main);
    },
    crashed: (reason) => crashes.pageGone(reason),
    hangs: () => ask.giveUpWindow(),
    mayLoseEdits: () => sessionEnd.isEnding() || ask.mayLoseEdits(),
  });
  const togglePanel = () => {
    if (!ask.isOpen()) windows.togglePanel();
  };

  const { isPackaged } = electronApp;
  const program = env.APPIMAGE ?? process.execPath;
  const updates = followUpdates({
    app,
    openFeed: () => openUpdateFeed(log.from('updates')),
    managed: managedBy({ environment: env, platform, isPackaged, demo: isDemo, program }),
  });
  const demoProcess = createDemoProcess(
    { command: program, args: isPackaged ? [] : [electronApp.getAppPath()] },
    clock,
  );

  const handlers = createCommandHandlers(app, {
    openWindow: (place) => windows.openMain(place),
    closePanel: () => windows.closePanel(),
    openExternal: (url) =>
      shell.openExternal(url).then(
        () => ok(undefined),
        (error: unknown) => fail('internal', `The address could not be opened: ${String(error)}`),
      ),
    copyText(text) {
      clipboard
        .writeText(text)
        .catch((error: unknown) => log.warn('Nothing could be copied.', { error: String(error) }));
      return ok(undefined);
    },
    installUpdate: () => updates.install(),
    startDemo: () => demoProcess.start(),
    quit: () => electronApp.quit(),
  });
  registerCommands(ipcMain, createDispatch({ handlers, log, checkAnswers: isTest }), trusted, log);

  const verbs = createRunVerbs({
    app,
    handlers,
    words,
    ask,
    developer: developerVerbs({ app, words, ask, windows, logs: { folder: logFolder, files: logFiles } }),
  });

  followSettings();
  followAppMenu({ words, platform, open: (place) => windows.openMain(place) });
  followLoginItem({ app, platform, program: isPackaged && !isDemo ? program : null });
  if (isPackaged && platform !== 'darwin') electronApp.setAsDefaultProtocolClient(linkScheme);
  const shortcut = followShortcut(app, togglePanel);
  const keepAwake = followKeepAwake(app);
  watchPower(app);
  showNotices({ app, words, run: verbs.notice });
  const place = links.placeIn(argv);
  const hidden = place === null && startsHidden(argv, platform);
  tray = showTray({
    app,
    words,
    iconFolder: fileURLToPath(new URL('./icons', import.meta.url)),
    platform,
    togglePanel,
    run: verbs.tray,
    hidden,
  });

  links.listen((place) => windows.openMain(place));
  electronApp.on('second-instance', (_event, args) => {
    if (!args.includes(hiddenFlag)) windows.openMain(links.placeIn(args));
  });
  electronApp.on('activate', () => windows.openMain(null));
  if (isTest) electronApp.on('pilotlight-test-panel' as 'activate', togglePanel);
  // The app lives in the menu bar: closing the last window ends nothing.
  electronApp.on('window-all-closed', () => undefined);
  stopBeforeQuit(log, async () => {
    updates.stop();
    shortcut.stop();
    keepAwake.stop();
    await demoProcess.stop();
    await app.stop();
    processes.stop();
    await windowState.saved();
    await demo?.stop();
    lock.release();
  });

  log.info('Pilotlight started.', { version: appVersion, platform });
  app.start();
  if (!hidden) windows.openMain(place);
  if (argv.includes('--json')) process.stdout.write(`${JSON.stringify({ ready: true, pid: process.pid })}\n`);

  function followSettings(): void {
    const follow = () => {
      const { logLevel, theme } = app.settings.current();
      log.setLevel(logLevel);
      nativeTheme.themeSource = theme;
    };
    app.settings.onChange(follow);
    follow();
  }
}
