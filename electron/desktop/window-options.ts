import type { BrowserWindowConstructorOptions, WebPreferences } from 'electron';

/** Values with a test: nobody loosens them unnoticed. */
export function webPreferences(preload: string): WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    // Hidden windows may sleep: polling lives in main.
    backgroundThrottling: true,
  };
}

const panelSize = { width: 380, height: 560 };

export function panelOptions(preload: string) {
  return {
    ...panelSize,
    show: false,
    frame: false,
    resizable: false,
    movable: false,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    skipTaskbar: true,
    // A panel shows over full-screen apps, and leaves the app in front in front.
    ...(process.platform === 'darwin' ? { type: 'panel' } : {}),
    hiddenInMissionControl: true,
    alwaysOnTop: true,
    title: 'Pilotlight',
    webPreferences: webPreferences(preload),
  } satisfies BrowserWindowConstructorOptions;
}

export function mainWindowOptions(preload: string): BrowserWindowConstructorOptions {
  return {
    width: 1040,
    height: 720,
    minWidth: 560,
    minHeight: 420,
    show: false,
    title: 'Pilotlight',
    titleBarStyle: process.platform === 'darwin' ? 'hiddenInset' : 'default',
    webPreferences: webPreferences(preload),
  };
}
