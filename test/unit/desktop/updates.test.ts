import { describe, expect, it } from 'vitest';
import type { App } from '../../../electron/core/app.ts';
import { createAppState } from '../../../electron/core/app-state.ts';
import {
  followUpdates,
  type ManagedFacts,
  managedBy,
  type UpdateFeed,
} from '../../../electron/desktop/updates.ts';
import { defaultSettings } from '../../../shared/settings.ts';
import { emptySnapshot } from '../../fakes/builders.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createRecordingLog } from '../../fakes/recording-log.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

function desk(change: { managed?: string | null; checkForUpdates?: boolean; fails?: boolean } = {}) {
  const clock = createFakeClock();
  const state = createAppState(emptySnapshot());
  const saving = { now: false };
  const done: string[] = [];
  const feed: UpdateFeed = {
    async look() {
      done.push('look');
      if (change.fails === true) throw new Error('no network');
      return { version: '9.9.9', notes: 'Better.' };
    },
    async fetch() {
      done.push('fetch');
    },
    install: () => void done.push('install'),
  };
  const app = {
    state,
    settings: { current: () => ({ ...defaultSettings, checkForUpdates: change.checkForUpdates ?? true }) },
    config: { editor: { isSaving: () => saving.now } },
    ports: { clock, log: createRecordingLog() },
  } as unknown as App;
  const updates = followUpdates({ app, managed: change.managed ?? null, openFeed: async () => feed });
  return { clock, state, saving, done, updates };
}

describe('updates', () => {
  it('are looked for a minute after the start and then once a day, fetched, and told with their notes', async () => {
    const { clock, state, done } = desk();
    expect(done).toEqual([]);
    await clock.advance(2 * minute);
    expect(done).toEqual(['look', 'fetch']);
    expect(state.snapshot().app.update).toEqual({ version: '9.9.9', notes: 'Better.', ready: true });
  });

  it('are used when the person says so, and only once they are here', async () => {
    const { clock, done, updates } = desk();
    expect(await updates.install()).toMatchObject({ ok: false, failure: { code: 'update-failed' } });
    expect(done).toEqual([]);
    await clock.advance(2 * minute);
    expect(await updates.install()).toMatchObject({ ok: true });
    expect(done).toEqual(['look', 'fetch', 'install']);
  });

  it('wait for a save of the config to end', async () => {
    const { clock, done, saving, updates } = desk();
    saving.now = true;
    await clock.advance(2 * minute);
    expect(done).toEqual(['look']);
    saving.now = false;
    await clock.advance(minute);
    expect(done).toEqual(['look', 'fetch']);
    saving.now = true;
    const installing = updates.install();
    await clock.advance(minute);
    expect(done).not.toContain('install');
    saving.now = false;
    await clock.advance(minute);
    await installing;
    expect(done).toContain('install');
  });

  it('are not looked for where the person or somebody else said no', async () => {
    for (const change of [{ checkForUpdates: false }, { managed: 'a package manager installed this app' }]) {
      const { clock, done } = desk(change);
      await clock.advance(2 * day);
      expect(done).toEqual([]);
    }
  });

  it('are looked for again the next day when the feed could not be reached', async () => {
    const { clock, state, done } = desk({ fails: true });
    await clock.advance(2 * minute);
    await clock.advance(day);
    expect(done).toEqual(['look', 'look']);
    expect(state.snapshot().app.update).toBeNull();
  });
});

describe('updates are left to others', () => {
  const facts: ManagedFacts = {
    environment: {},
    platform: 'darwin',
    isPackaged: true,
    demo: false,
    program: '/Applications/Pilotlight.app/Contents/MacOS/Pilotlight',
  };

  it('not in an app the person installed', () => {
    expect(managedBy(facts)).toBeNull();
    expect(
      managedBy({ ...facts, platform: 'linux', environment: { APPIMAGE: '/home/me/p.AppImage' } }),
    ).toBeNull();
  });

  it.each<[string, Partial<ManagedFacts>]>([
    ['a variable says so', { environment: { PILOTLIGHT_NO_UPDATES: '1' } }],
    ['it runs from its sources', { isPackaged: false }],
    ['it is the demo', { demo: true }],
    ['a store installed it', { environment: { SNAP: '/snap/pilotlight/1' } }],
    ['Nix installed it', { program: '/nix/store/abc-pilotlight/bin/pilotlight' }],
    ['a package manager installed it', { platform: 'linux', program: '/opt/Pilotlight/pilotlight' }],
  ])('when %s', (_why, change) => {
    expect(managedBy({ ...facts, ...change })).not.toBeNull();
  });
});
