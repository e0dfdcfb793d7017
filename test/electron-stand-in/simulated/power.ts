import { EventEmitter } from 'node:events';
import { makeEvent } from './faithful.ts';
import { refuseUnknownOfClass } from './refuse-unknown.ts';

type IdleState = ReturnType<Electron.PowerMonitor['getSystemIdleState']>;
type ThermalState = ReturnType<Electron.PowerMonitor['getCurrentThermalState']>;
type BlockerType = Parameters<Electron.PowerSaveBlocker['start']>[0];

const state = { onBattery: false, locked: false, idleSeconds: 0, thermal: 'nominal' as ThermalState };

export class PowerMonitor extends EventEmitter {
  get onBatteryPower(): boolean {
    return state.onBattery;
  }

  isOnBatteryPower(): boolean {
    return state.onBattery;
  }

  getSystemIdleTime(): number {
    return state.idleSeconds;
  }

  getSystemIdleState(idleThreshold: number): IdleState {
    if (state.locked) return 'locked';
    return state.idleSeconds >= idleThreshold ? 'idle' : 'active';
  }

  getCurrentThermalState(): ThermalState {
    return state.thermal;
  }
}

refuseUnknownOfClass('powerMonitor', PowerMonitor);
export const powerMonitor = new PowerMonitor();

const blockers = new Map<number, BlockerType>();
let lastBlocker = 0;

export class PowerSaveBlocker {
  start(type: BlockerType): number {
    blockers.set(++lastBlocker, type);
    return lastBlocker;
  }

  stop(id: number): boolean {
    return blockers.delete(id);
  }

  isStarted(id: number): boolean {
    return blockers.has(id);
  }
}

refuseUnknownOfClass('powerSaveBlocker', PowerSaveBlocker);
export const powerSaveBlocker = new PowerSaveBlocker();

export type PowerEvent =
  | 'suspend'
  | 'resume'
  | 'lock-screen'
  | 'unlock-screen'
  | 'on-ac'
  | 'on-battery'
  | 'shutdown';

export const powerVerbs = {
  'power.happen': ({ event }: { event: PowerEvent }) => {
    if (event === 'on-ac' || event === 'on-battery') state.onBattery = event === 'on-battery';
    if (event === 'lock-screen' || event === 'unlock-screen') state.locked = event === 'lock-screen';
    const about = makeEvent({});
    powerMonitor.emit(event, about);
    return { prevented: about.defaultPrevented };
  },
  'power.setIdle': ({ seconds }: { seconds: number }) => {
    state.idleSeconds = seconds;
  },
  'power.blockers': () => [...blockers.values()],
};
