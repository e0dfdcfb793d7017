import { describe, expect, it } from 'vitest';
import { mainWindowOptions, panelOptions, webPreferences } from '../../../electron/desktop/window-options.ts';

describe('both windows', () => {
  it('have every security option, and none beside them', () => {
    expect(webPreferences('/preload.cjs')).toEqual({
      preload: '/preload.cjs',
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
      backgroundThrottling: true,
    });
    for (const options of [mainWindowOptions('/preload.cjs'), panelOptions('/preload.cjs')])
      expect(options.webPreferences).toEqual(webPreferences('/preload.cjs'));
  });

  it('are not shown before they are drawn', () => {
    expect(mainWindowOptions('/p').show).toBe(false);
    expect(panelOptions('/p').show).toBe(false);
  });
});

describe('the panel', () => {
  it('is a small frameless window above others that no task bar and no overview shows', () => {
    expect(panelOptions('/p')).toMatchObject({
      frame: false,
      resizable: false,
      skipTaskbar: true,
      alwaysOnTop: true,
      hiddenInMissionControl: true,
      fullscreenable: false,
    });
  });
});
