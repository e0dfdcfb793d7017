import { Menu, nativeImage, Tray } from 'electron';
import type { CommandHandlers } from '../../shared/ipc-contract.ts';
import type { App } from '../core/app.ts';
import { type TrayView, trayView } from '../core/tray-view.ts';
import type { Windows } from './windows.ts';

/** Applies a TrayView to Electron's Tray; decides nothing itself, touches the image only when it changes. */
export function createTray({
  app,
  windows,
}: {
  app: App;
  windows: Windows;
  handlers: CommandHandlers;
}): Tray {
  const tray = new Tray(nativeImage.createEmpty());
  let shown: TrayView | null = null;

  function draw(): void {
    const view = trayView(app.state.snapshot());
    if (view.tooltip !== shown?.tooltip) tray.setToolTip(view.tooltip);
    shown = view;
  }

  app.state.onChange(draw);
  draw();
  tray.on('click', () => windows.togglePanel());
  tray.on('right-click', () =>
    tray.popUpContextMenu(
      Menu.buildFromTemplate([
        { label: 'Open Pilotlight', click: () => windows.openMain(null) },
        { role: 'quit' },
      ]),
    ),
  );
  return tray;
}
