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

/** Where something runs. "This Mac" is only said on one. */
export function runsAt(place: Place, platform: string): PlainKey {
  return place === 'this-machine' && platform !== 'darwin' ? 'runs.this-machine.other' : words[place];
}
