import type { PlainKey } from '../../shared/messages/index.ts';
import type { Place } from '../../shared/servers.ts';

const words: Record<Place, PlainKey> = {
  'this-machine': 'runs.this-machine',
  lan: 'runs.lan',
  tailnet: 'runs.tailnet',
  public: 'runs.public',
  elsewhere: 'runs.elsewhere',
  unknown: 'runs.unknown',
};

/** Where something runs. */
export function runsAt(place: Place, platform: string): PlainKey {
  return place === 'this-machine' ? hereWords('runs.this-machine', platform) : words[place];
}

/** Texts that name the machine Pilotlight runs on, each with its twin. */
const onOtherMachines = {
  'runs.this-machine': 'runs.this-machine.other',
  'models.empty.advice': 'models.empty.advice.other',
  'settings.awake': 'settings.awake.other',
  'warmth.why.on-battery': 'warmth.why.on-battery.other',
  'warmth.why.suspended': 'warmth.why.suspended.other',
  'warmth.why.not-private': 'warmth.why.not-private.other',
} as const satisfies Partial<Record<PlainKey, PlainKey>>;

/** "This Mac" is only said on one. */
export function hereWords(key: keyof typeof onOtherMachines, platform: string): PlainKey {
  return platform === 'darwin' ? key : onOtherMachines[key];
}
