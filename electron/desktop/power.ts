import { powerMonitor } from 'electron';
import type { App } from '../core/app.ts';

/** Sleep, wake, lock and battery of the machine, passed on to polling and keep warm. */

/** Waking up and unlocking come together: one look is enough for both. */
const oneLookMs = 10_000;
/** After a while without a person, not at the very moment everything else on the machine wakes up too. */
const spreadMs = 2_000;

export function watchPower(app: App): void {
  const { clock, random } = app.ports;
  let lookedAt = Number.NEGATIVE_INFINITY;

  powerMonitor.on('suspend', () => app.power.suspend());
  powerMonitor.on('resume', () => {
    lookedAt = clock.monotonic();
    app.power.resume();
  });
  // A locked machine goes on serving: only the view of it may be old when somebody comes back.
  powerMonitor.on('unlock-screen', () => {
    if (app.state.snapshot().app.suspended || clock.monotonic() - lookedAt < oneLookMs) return;
    lookedAt = clock.monotonic();
    clock.schedule(random() * spreadMs, () => void app.fleet.pollAll());
  });
  powerMonitor.on('on-battery', () => app.power.onBattery(true));
  powerMonitor.on('on-ac', () => app.power.onBattery(false));
  app.power.onBattery(powerMonitor.isOnBatteryPower());
}
