import { powerMonitor } from 'electron';
import type { App } from '../core/app.ts';

/** Sleep, wake and battery of the machine, passed on to polling and keep warm. */
export function watchPower(app: App): void {
  powerMonitor.on('suspend', () => app.power.suspend());
  powerMonitor.on('resume', () => app.power.resume());
  powerMonitor.on('on-battery', () => app.power.onBattery(true));
  powerMonitor.on('on-ac', () => app.power.onBattery(false));
  app.power.onBattery(powerMonitor.isOnBatteryPower());
}
