import { describe, expect, it } from 'vitest';
import { shouldKeepAwake } from '../../../electron/core/keep-awake.ts';
import type { Server } from '../../../shared/servers.ts';
import { defaultSettings } from '../../../shared/settings.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import type { ModelWarmth } from '../../../shared/warmth.ts';
import { aModel, aServer, emptySnapshot } from '../../fakes/builders.ts';
import { unreachable } from '../../fakes/chain-worlds.ts';
import { sampleWarmth } from '../../fakes/sample-parts.ts';

const now = 1_000_000;
const hour = 3_600_000;

type Change = {
  until?: number | null;
  warmth?: Partial<ModelWarmth>;
  server?: Partial<Server>;
  is?: 'loaded' | 'not-loaded';
};

function world({ until = now + hour, warmth = {}, server = {}, is = 'loaded' }: Change = {}): Snapshot {
  const kept = sampleWarmth('s', 'm', {
    policy: { mode: 'keep', hours: null, acceptsRealRequests: false },
    status: { is: 'next', at: now + 60_000, tokens: 0 },
    ...warmth,
  });
  return {
    revision: 1,
    ...emptySnapshot(),
    settings: { ...defaultSettings, keepAwakeUntil: until },
    servers: [{ ...aServer({ id: 's', ...server }), models: [aModel({ id: 'm', state: { is } })] }],
    warmth: { pausedUntil: null, models: [kept] },
  };
}

describe('the machine is kept awake', () => {
  it('while it is switched on and a model is kept warm on this machine', () => {
    expect(shouldKeepAwake(world(), now)).toBe(true);
    const stays = { status: { is: 'resting', why: 'never-unloads' } } as const;
    expect(shouldKeepAwake(world({ warmth: stays }), now)).toBe(true);
  });

  it.each<[string, Change]>([
    ['it was not switched on', { until: null }],
    ['the time is over', { until: now }],
    ['nothing is kept', { warmth: { policy: { mode: 'off', hours: null, acceptsRealRequests: false } } }],
    ['the model is not loaded', { is: 'not-loaded' }],
    ['the server does not answer', { server: unreachable('connection-refused') }],
    ['the model runs on another machine', { server: { place: 'lan' } }],
    ['it rests outside its hours', { warmth: { status: { is: 'resting', why: 'outside-hours' } } }],
    ['it rests on battery', { warmth: { status: { is: 'resting', why: 'on-battery' } } }],
    [
      'keep warm stopped',
      { warmth: { status: { is: 'stopped', since: 0, why: 'nudge-failed', facts: {} } } },
    ],
  ])('not when %s', (_why, change) => {
    expect(shouldKeepAwake(world(change), now)).toBe(false);
  });

  it('not while keep warm is paused', () => {
    const paused = { ...world(), warmth: { ...world().warmth, pausedUntil: now + 1 } };
    expect(shouldKeepAwake(paused, now)).toBe(false);
  });
});
