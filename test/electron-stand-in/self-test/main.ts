/** A small app that uses what the stand-in promises; the self-test looks at what comes of it. */
import { fileURLToPath } from 'node:url';
import {
  app,
  BrowserWindow,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  Notification,
  nativeImage,
  nativeTheme,
  powerMonitor,
  protocol,
  session,
  shell,
  Tray,
} from 'electron';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const happened: string[] = [];

if (!app.requestSingleInstanceLock()) app.quit();

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);

const pages: Record<string, { type: string; body: string }> = {
  '/index.html': {
    type: 'text/html',
    body: `<!doctype html><title>Trial</title><script>window.inlineRan = true</script>
      <script src="/page.js"></script>
      <a id="away" href="https://elsewhere.example/">away</a>
      <a id="outside" target="_blank" href="https://outside.example/docs">outside</a>
      <iframe id="inner" src="/inner.html"></iframe>`,
  },
  '/page.js': { type: 'text/javascript', body: 'window.apiAtScriptStart = typeof window.trial;' },
  '/inner.html': { type: 'text/html', body: '<!doctype html><title>Inner</title><p>inner</p>' },
};

function answerPage(request: Request): Response {
  const page = pages[new URL(request.url).pathname];
  if (!page) return new Response('not here', { status: 404 });
  const headers = {
    'content-type': page.type,
    'content-security-policy': "default-src 'self'; connect-src 'self' app:",
  };
  return new Response(page.body, { headers });
}

function openWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 500,
    height: 400,
    show: false,
    webPreferences: { preload: folder('./preload.cjs'), sandbox: true, contextIsolation: true },
  });
  for (const name of ['show', 'hide', 'focus', 'blur', 'resize', 'move', 'closed'] as const) {
    window.on(name as 'show', () => happened.push(`window ${name}`));
  }
  window.once('ready-to-show', () => window.show());
  window.webContents.on('will-navigate', (event) => {
    happened.push(`will-navigate ${event.url}`);
    event.preventDefault();
  });
  window.webContents.setWindowOpenHandler(({ url }) => {
    happened.push(`window-open ${url}`);
    void shell.openExternal(url);
    return { action: 'deny' };
  });
  window.webContents.on('render-process-gone', (_event, details) => {
    happened.push(`gone ${details.reason}`);
    window.webContents.reload();
  });
  void window.loadURL('app://trial/index.html#start');
  return window;
}

function openTray(): Tray {
  const tray = new Tray(nativeImage.createEmpty());
  tray.setToolTip('Trial');
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { id: 'greet', label: 'Greet', click: () => happened.push('menu greet') },
      {
        label: 'More',
        submenu: [
          { label: 'Tick', type: 'checkbox', click: (item) => happened.push(`tick ${item.checked}`) },
        ],
      },
      { id: 'off', label: 'Off', enabled: false },
      { role: 'quit' },
    ]),
  );
  tray.on('click', (_event, bounds) => happened.push(`tray click ${bounds.x}`));
  return tray;
}

function notify(): void {
  const notification = new Notification({
    title: 'Gone cold',
    body: 'Reload?',
    actions: [{ type: 'button', text: 'Reload' }],
  });
  notification.on('action', (details) => happened.push(`action ${details.actionIndex}`));
  notification.on('click', () => happened.push('notification click'));
  notification.show();
}

ipcMain.handle('who', (event) => ({
  url: event.senderFrame?.url ?? null,
  isMain: event.senderFrame !== null && event.senderFrame === event.sender.mainFrame,
  known: BrowserWindow.fromWebContents(event.sender) !== null,
}));
ipcMain.handle('echo', (_event, value: unknown) => value);
ipcMain.handle('push-then-answer', (event) => {
  event.sender.send('news', 'first');
  return 'second';
});
ipcMain.handle('fail', () => {
  throw new Error('no such luck');
});
ipcMain.handle('happened', () => happened);
ipcMain.handle('ask', () => dialog.showMessageBox({ message: 'Sure?', buttons: ['No', 'Yes'] }));
ipcMain.handle('touch-unknown', () => (app as unknown as Record<string, unknown>).teleport);
ipcMain.handle('notify', notify);
ipcMain.handle('set-shown', (event, shown: boolean) => {
  const window = BrowserWindow.fromWebContents(event.sender);
  if (shown) window?.show();
  else window?.hide();
});
ipcMain.on('note', (event, text: string) => {
  happened.push(`note ${text}`);
  event.reply('news', `noted ${text}`);
});

app.on('second-instance', (_event, argv) => happened.push(`second ${argv.at(-1)}`));
app.on('window-all-closed', () => happened.push('all closed'));
app.on('open-url', (event, url) => {
  event.preventDefault();
  happened.push(`open-url ${url}`);
});
for (const name of ['suspend', 'resume', 'on-battery'] as const) {
  powerMonitor.on(name as 'suspend', () => happened.push(`${name} ${powerMonitor.isOnBatteryPower()}`));
}
nativeTheme.on('updated', () => happened.push(`dark ${nativeTheme.shouldUseDarkColors}`));

// Kept: a tray that is collected disappears.
const kept: { tray?: Tray } = {};

void app.whenReady().then(() => {
  protocol.handle('app', answerPage);
  session.defaultSession.setPermissionRequestHandler((_contents, permission, decide) =>
    decide(permission === 'fullscreen'),
  );
  globalShortcut.register('Alt+P', () => happened.push('shortcut'));
  kept.tray = openTray();
  openWindow();
});
