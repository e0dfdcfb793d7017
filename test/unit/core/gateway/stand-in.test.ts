import { describe, expect, it } from 'vitest';
import { type AppState, createAppState } from '../../../../electron/core/app-state.ts';
import {
  freshMemory,
  type StandInMemory,
  type StandInSight,
  standInStep,
} from '../../../../electron/core/gateway/stand-in.ts';
import { createStandIn, type StandInService } from '../../../../electron/core/gateway/stand-in-service.ts';
import type { ActivityEvent, NewActivity } from '../../../../shared/activity.ts';
import { defaultChainOf } from '../../../../shared/chain.ts';
import type { NamedEdit } from '../../../../shared/config-edits.ts';
import { type FailureCode, failure } from '../../../../shared/failures.ts';
import type { ReadOnlyReason } from '../../../../shared/gateway.ts';
import { fail, ok } from '../../../../shared/result.ts';
import type { Model, Server } from '../../../../shared/servers.ts';
import { defaultSettings, type Settings } from '../../../../shared/settings.ts';
import type { Snapshot } from '../../../../shared/snapshot.ts';
import { aModel, aServer } from '../../../fakes/builders.ts';
import { type TwoLinkWorld, twoLinks, unreachable } from '../../../fakes/chain-worlds.ts';
import { createFailingFiles, type FailingFiles } from '../../../fakes/failing-files.ts';
import { createFakeClock, type FakeClock } from '../../../fakes/fake-clock.ts';
import { createMemoryFiles, type MemoryFiles } from '../../../fakes/memory-files.ts';
import { createRecordingLog } from '../../../fakes/recording-log.ts';
import { sampleChain } from '../../../fakes/sample-parts.ts';

const on: Settings['standIn'] = { enabled: true, afterSeconds: 120, backAfterSeconds: 120, neverUse: [] };

function sightOf(world: TwoLinkWorld, change: Partial<StandInSight> = {}): StandInSight {
  const chain = defaultChainOf(twoLinks(world));
  return { now: 0, settings: on, chain, recent: [], hands: 'free', asked: false, ...change };
}

/** The memory after the trouble was first seen at 0. */
function seenTrouble(world: TwoLinkWorld, change: Partial<StandInSight> = {}): StandInMemory {
  return standInStep(freshMemory, sightOf(world, change)).memory;
}

const down = { server: unreachable('connection-refused') };

const behind = (...fallbacks: string[]) => ({
  chains: [sampleChain({ primary: 'a/a-m', fallbacks })],
});

/** `c`: a server with a model that is not loaded, and nobody knows how long a load takes. */
function withColdServer(snapshot: Snapshot): Snapshot {
  const model = aModel({ id: 'c-m', state: { is: 'not-loaded' }, contextMax: 131_072 });
  const server = aServer({ id: 'this-machine:3333', kind: 'lm-studio', providerIds: ['c'] });
  return { ...snapshot, servers: [...snapshot.servers, { ...server, models: [model] }] };
}

const onPrimary = { id: 'e', at: 0, serverId: 'this-machine:1111', serverName: 'A', modelId: 'a-m' };
const loadFailed = (code: FailureCode = 'out-of-memory'): ActivityEvent => ({
  ...onPrimary,
  what: 'action-failed',
  verb: 'load',
  failure: failure(code, 'It did not fit.'),
});
const loaded = (): ActivityEvent => ({
  ...onPrimary,
  what: 'model-loaded',
  tookMs: 1,
  by: 'person',
  context: null,
});
const serverBack = (): ActivityEvent => ({ ...onPrimary, modelId: null, what: 'server-reachable' });

describe('the decision to let another link stand in', () => {
  it('waits for the time the person set, then puts the first usable link in front', () => {
    const memory = seenTrouble(down);
    expect(standInStep(memory, sightOf(down, { now: 119_999 }))).toMatchObject({
      act: null,
      wakeAt: 120_000,
    });
    expect(standInStep(memory, sightOf(down, { now: 120_000 })).act).toMatchObject({
      do: 'put',
      active: {
        reason: 'unreachable',
        insteadOf: 'a/a-m',
        original: ['a/a-m', 'b/b-m'],
        ours: ['b/b-m', 'a/a-m'],
      },
    });
  });

  it.each([
    ['unreachable', down],
    ['hung', { server: unreachable('timed-out') }],
    ['not-loadable', { model: { state: { is: 'failed' as const, reason: 'out of memory' } } }],
  ] as const)('does so for a primary that is %s', (reason, world) => {
    expect(standInStep(seenTrouble(world), sightOf(world, { now: 120_000 })).act).toMatchObject({
      active: { reason },
    });
  });

  it.each<[string, TwoLinkWorld, Partial<StandInSight>]>([
    ['it is switched off', down, { settings: { ...on, enabled: false } }],
    ['the chain is being edited', down, { hands: 'editing' }],
    ['nothing can be written', down, { hands: 'off' }],
    ['the config cannot be read', down, { chain: null }],
    ['the primary is well', {}, {}],
    ['the model is only cold', { model: { state: { is: 'not-loaded' } } }, {}],
    ['the context is too small, which wants its fix', { model: { contextAllocated: 8_192 } }, {}],
    ['the only other link is excluded by its ref', down, { settings: { ...on, neverUse: ['b/b-m'] } }],
    ['the only other link is excluded by its provider', down, { settings: { ...on, neverUse: ['b'] } }],
    [
      'there is no other link',
      { ...down, picture: { chains: [sampleChain({ primary: 'a/a-m', fallbacks: [] })] } },
      {},
    ],
    [
      'the chain cannot be edited here',
      {
        ...down,
        picture: {
          chains: [
            sampleChain({
              primary: 'a/a-m',
              fallbacks: ['b/b-m'],
              notEditable: { code: 'config-include-refused', detail: 'An include with siblings.' },
            }),
          ],
        },
      },
      {},
    ],
  ])('does nothing when %s', (_why, world, change) => {
    const memory = seenTrouble(world, change);
    expect(standInStep(memory, sightOf(world, { ...change, now: 600_000 })).act).toBeNull();
  });

  it.each<[string, TwoLinkWorld, string]>([
    [
      'a link that is warm before one that has to be loaded first',
      { picture: behind('c/c-m', 'b/b-m') },
      'b/b-m',
    ],
    [
      'a link that is warm before a hosted one whose key nobody sees',
      { picture: behind('anthropic/claude', 'b/b-m') },
      'b/b-m',
    ],
    [
      'the first of two that are as good',
      { picture: behind('openai/gpt', 'anthropic/claude') },
      'openai/gpt',
    ],
    ['one that has to be loaded where there is no other', { picture: behind('c/c-m') }, 'c/c-m'],
  ])('takes %s', (_what, world, expected) => {
    const snapshot = withColdServer(twoLinks({ ...down, ...world }));
    const sight = sightOf(down, { chain: defaultChainOf(snapshot), now: 120_000 });
    const { act } = standInStep({ ...freshMemory, troubleSince: 0 }, sight);
    expect(act).toMatchObject({ do: 'put', active: { ref: expected } });
  });

  describe('after a load that failed, on a server that only says "not loaded"', () => {
    const cold: TwoLinkWorld = { server: { kind: 'lm-studio' }, model: { state: { is: 'not-loaded' } } };
    const stepAfter = (recent: ActivityEvent[], now = 120_000) =>
      standInStep({ ...freshMemory, troubleSince: 0 }, sightOf(cold, { recent, now })).act;

    it('steps in', () => {
      expect(stepAfter([loadFailed()])).toMatchObject({ do: 'put', active: { reason: 'not-loadable' } });
    });

    it.each<[string, ActivityEvent[], number?]>([
      ['it was loaded since', [loaded(), loadFailed()]],
      ['the server was started anew since', [serverBack(), loadFailed()]],
      ['another model failed', [{ ...loadFailed(), modelId: 'other' }]],
      ['the load was only not allowed to begin', [loadFailed('already-in-progress')]],
      ['that was hours ago', [loadFailed()], 3 * 3_600_000],
    ])('does not when %s', (_why, recent, now) => {
      expect(stepAfter(recent, now)).toBeNull();
    });
  });

  it('starts to count again when the primary came back in between', () => {
    const well = standInStep(seenTrouble(down), sightOf({}, { now: 100_000 })).memory;
    const again = standInStep(well, sightOf(down, { now: 110_000 }));
    expect(again.wakeAt).toBe(230_000);
  });

  it('never changes twice within a minute', () => {
    const memory = { ...seenTrouble(down), lastChangeAt: 110_000 };
    expect(standInStep(memory, sightOf(down, { now: 130_000 }))).toMatchObject({
      act: null,
      wakeAt: 170_000,
    });
  });
});

/** A file that holds an order, an editor that writes it, and a reader that shows it in the snapshot. */
type Stage = {
  clock: FakeClock;
  state: AppState;
  files: MemoryFiles;
  /** The disk under the files. */
  disk: FailingFiles;
  service: StandInService;
  events: NewActivity[];
  /** What the snapshot showed when each of them was told. */
  shownAtEvents: Snapshot['standIn'][];
  order(): string[];
  saves: string[][];
  see(server: Partial<Server>): void;
  editedOutside(order: string[]): void;
  settings(change: Partial<Settings['standIn']>): void;
  failSaves(fails: boolean): void;
  /** The config as a whole becomes read-only, or writable again. */
  readOnly(reason: ReadOnlyReason | null): void;
  /** From now on what is saved is in the file, and not yet in the snapshot. */
  seeSavesLate(): void;
  restart(): Promise<void>;
};

async function stage(first: string[] = ['a/a-m', 'b/b-m']): Promise<Stage> {
  const clock = createFakeClock();
  const files = createMemoryFiles();
  const disk = createFailingFiles(files);
  const state = createAppState(withSettings(twoLinks(), on));
  const events: NewActivity[] = [];
  const saves: string[][] = [];
  let order = first;
  let fails = false;
  let keptBefore: string[] = [];
  let seesSaves = true;
  const shownAtEvents: Snapshot['standIn'][] = [];

  const show = (next: string[]) => {
    order = next;
    if (!seesSaves) return;
    const [primary = '', ...fallbacks] = next;
    const chains = [sampleChain({ primary, fallbacks })];
    state.set('gateway', twoLinks({ picture: { chains } }).gateway);
  };
  const create = () =>
    createStandIn({
      state,
      files: disk,
      file: '/data/stand-in.json',
      clock,
      log: createRecordingLog(),
      async saveEdits([edit]: readonly NamedEdit[]) {
        if (fails) return fail('config-write-failed', 'The disk is full.');
        if (edit?.edit !== 'reorder-chain') throw new Error('Only the order may change.');
        keptBefore = order;
        saves.push(edit.refs);
        show(edit.refs);
        return ok({ versionId: `v${saves.length}` });
      },
      async undo() {
        if (fails || saves.at(-1)?.join() !== order.join()) return false;
        show(keptBefore);
        return true;
      },
      happened(event) {
        events.push(event);
        shownAtEvents.push(state.snapshot().standIn);
      },
    });
  const it: Stage = {
    clock,
    state,
    files,
    disk,
    service: create(),
    events,
    shownAtEvents,
    saves,
    order: () => order,
    see(change) {
      const server = state.server('this-machine:1111');
      if (server === null) throw new Error('The server is gone.');
      const { models, ...header } = server;
      state.setServer({ ...header, ...change }, models);
    },
    editedOutside: show,
    settings: (change) => state.set('settings', { ...defaultSettings, standIn: { ...on, ...change } }),
    failSaves: (next) => {
      fails = next;
    },
    seeSavesLate: () => {
      seesSaves = false;
    },
    readOnly(readOnly) {
      const { gateway } = state.snapshot();
      if (gateway.config.is === 'loaded') {
        state.set('gateway', { ...gateway, config: { ...gateway.config, readOnly } });
      }
    },
    async restart() {
      it.service.stop();
      it.service = create();
      await it.service.start();
    },
  };
  show(first);
  await it.service.start();
  return it;
}

function withSettings(snapshot: Snapshot, standIn: Settings['standIn']): Snapshot {
  return { ...snapshot, settings: { ...defaultSettings, standIn } };
}

const lost = unreachable('connection-refused');
const back = { reachability: { is: 'reachable' as const, since: 0 } };
/** What would be known after a restart. */
const rememberedOf = ({ files }: Stage) => JSON.parse(files.text('/data/stand-in.json') ?? 'null');
const states = (events: NewActivity[]) =>
  events.map((each) => (each.what === 'stand-in' ? each.state : each.what));

describe('the stand-in', () => {
  it('steps in, says so, and puts the person’s order back when the primary is well for a while', async () => {
    const { clock, see, order, state, events, saves } = await stage();
    see(lost);
    await clock.advance(119_000);
    expect(order()).toEqual(['a/a-m', 'b/b-m']);
    await clock.advance(2_000);
    expect(order()).toEqual(['b/b-m', 'a/a-m']);
    expect(state.snapshot().standIn).toMatchObject({
      ref: 'b/b-m',
      insteadOf: 'a/a-m',
      reason: 'unreachable',
    });
    await clock.advance(300_000);
    see(back);
    await clock.advance(119_000);
    expect(order()).toEqual(['b/b-m', 'a/a-m']);
    await clock.advance(2_000);
    expect(order()).toEqual(['a/a-m', 'b/b-m']);
    expect(state.snapshot().standIn).toBeNull();
    expect(states(events)).toEqual(['started', 'ended']);
    expect(saves).toHaveLength(1);
  });

  it('remembers over a restart what it replaced', async () => {
    const it = await stage();
    it.see(lost);
    await it.clock.advance(121_000);
    await it.restart();
    expect(it.state.snapshot().standIn).toMatchObject({ ref: 'b/b-m' });
    it.see(back);
    await it.clock.advance(121_000);
    expect(it.order()).toEqual(['a/a-m', 'b/b-m']);
    expect(rememberedOf(it).active).toBeNull();
  });

  it('ends with an outside edit of the chain, says so, and leaves that order alone', async () => {
    const it = await stage();
    it.see(lost);
    await it.clock.advance(121_000);
    it.editedOutside(['a/a-m']);
    await it.clock.advance(600_000);
    expect(states(it.events)).toEqual(['started', 'ended-by-edit']);
    expect(it.state.snapshot().standIn).toBeNull();
    it.editedOutside(['a/a-m', 'b/b-m']);
    await it.clock.advance(600_000);
    expect(it.order()).toEqual(['a/a-m', 'b/b-m']);
    expect(it.saves).toHaveLength(1);
  });

  it('notices after a restart that somebody edited the chain meanwhile', async () => {
    const it = await stage();
    it.see(lost);
    await it.clock.advance(121_000);
    it.service.stop();
    it.editedOutside(['b/b-m']);
    await it.restart();
    expect(states(it.events)).toEqual(['started', 'ended-by-edit']);
    expect(it.order()).toEqual(['b/b-m']);
  });

  it('is not stopped before what it remembers is on a slow disk', async () => {
    const it = await stage();
    let goOn = (): void => undefined;
    it.disk.slow = new Promise((resolve) => {
      goOn = resolve;
    });
    it.see(lost);
    await it.clock.advance(121_000);
    expect(it.saves).toEqual([]);
    let stopped = false;
    const stopping = it.service.stop().then(() => {
      stopped = true;
    });
    await it.clock.advance(1_000);
    expect(stopped).toBe(false);
    goOn();
    await stopping;
    expect(it.files.text('/data/stand-in.json')).toContain('b/b-m');
  });

  it('puts the order back at once when asked, and does not step in again for the same trouble', async () => {
    const it = await stage();
    it.see(lost);
    await it.clock.advance(121_000);
    expect((await it.service.end()).ok).toBe(true);
    expect(it.order()).toEqual(['a/a-m', 'b/b-m']);
    await it.clock.advance(1_200_000);
    expect(it.order()).toEqual(['a/a-m', 'b/b-m']);
    it.see(back);
    await it.clock.advance(1_000);
    it.see(lost);
    await it.clock.advance(121_000);
    expect(it.order()).toEqual(['b/b-m', 'a/a-m']);
  });

  it('puts the order back when the feature is switched off', async () => {
    const it = await stage();
    it.see(lost);
    await it.clock.advance(121_000);
    it.settings({ enabled: false });
    await it.clock.advance(61_000);
    expect(it.order()).toEqual(['a/a-m', 'b/b-m']);
    expect(it.state.snapshot().standIn).toBeNull();
  });

  it('writes nothing while the config is being edited', async () => {
    const it = await stage();
    it.see(lost);
    await it.clock.advance(100_000);
    it.service.noteEditing();
    await it.clock.advance(290_000);
    expect(it.saves).toEqual([]);
    await it.clock.advance(120_000);
    expect(it.order()).toEqual(['b/b-m', 'a/a-m']);
  });

  it('tries again after a minute, not at once, when the file could not be written', async () => {
    const it = await stage();
    it.failSaves(true);
    it.see(lost);
    await it.clock.advance(121_000);
    expect(it.state.snapshot().standIn).toBeNull();
    expect(rememberedOf(it).active).toBeNull();
    it.failSaves(false);
    await it.clock.advance(30_000);
    expect(it.saves).toEqual([]);
    await it.clock.advance(35_000);
    expect(it.order()).toEqual(['b/b-m', 'a/a-m']);
  });

  it('waits for a load that works after one that failed', async () => {
    const it = await stage();
    const see = (state: Model['state']) => {
      const server = it.state.server('this-machine:1111');
      if (server !== null) it.state.setServer(server, [aModel({ ...server.models[0], id: 'a-m', state })]);
    };
    it.see({ kind: 'lm-studio' });
    see({ is: 'not-loaded' });
    it.state.set('recent', [{ ...loadFailed(), at: it.clock.now() }]);
    await it.clock.advance(121_000);
    expect(it.state.snapshot().standIn).toMatchObject({ reason: 'not-loadable' });
    it.state.set('recent', []);
    await it.clock.advance(4 * 3_600_000);
    expect(it.order()).toEqual(['b/b-m', 'a/a-m']);
    see({ is: 'loaded' });
    await it.clock.advance(121_000);
    expect(it.order()).toEqual(['a/a-m', 'b/b-m']);
  });

  it('tells who stands in for whom and why, once it can be seen', async () => {
    const it = await stage();
    it.see(lost);
    await it.clock.advance(121_000);
    it.editedOutside(['a/a-m']);
    await it.clock.advance(1_000);
    const about = { ref: 'b/b-m', insteadOf: 'a/a-m', reason: 'unreachable' };
    expect(it.events).toMatchObject([
      { ...about, state: 'started' },
      { ...about, state: 'ended-by-edit' },
    ]);
    expect(it.shownAtEvents).toMatchObject([about, null]);
  });

  it('says so when the order cannot be put back now, and forgets the wish', async () => {
    const it = await stage();
    it.see(lost);
    await it.clock.advance(121_000);
    it.readOnly('no-permission');
    expect(await it.service.end()).toMatchObject({ ok: false, failure: { code: 'config-read-only' } });
    expect(it.state.snapshot().standIn).not.toBeNull();
    it.readOnly(null);
    await it.clock.advance(600_000);
    expect(it.order()).toEqual(['b/b-m', 'a/a-m']);
  });

  it('does not undo the next stand-in for a wish that was about the one before', async () => {
    const it = await stage();
    it.see(lost);
    await it.clock.advance(121_000);
    it.readOnly('no-permission');
    await it.service.end();
    it.editedOutside(['a/a-m']);
    await it.clock.advance(2_000);
    it.editedOutside(['a/a-m', 'b/b-m']);
    it.see(back);
    await it.clock.advance(70_000);
    it.see(lost);
    await it.clock.advance(125_000);
    expect(it.order()).toEqual(['b/b-m', 'a/a-m']);
    expect(it.saves).toHaveLength(2);
  });

  it('does not step in again after a restart where the person took the order back', async () => {
    const it = await stage();
    it.see(lost);
    await it.clock.advance(121_000);
    await it.service.end();
    await it.restart();
    await it.clock.advance(1_200_000);
    expect(it.order()).toEqual(['a/a-m', 'b/b-m']);
    it.see(back);
    await it.clock.advance(1_000);
    await it.restart();
    it.see(lost);
    await it.clock.advance(121_000);
    expect(it.order()).toEqual(['b/b-m', 'a/a-m']);
  });

  it('keeps the minute between two changes over a restart', async () => {
    const it = await stage();
    it.settings({ afterSeconds: 1, backAfterSeconds: 1 });
    it.see(lost);
    await it.clock.advance(2_000);
    expect(it.order()).toEqual(['b/b-m', 'a/a-m']);
    it.see(back);
    await it.restart();
    await it.clock.advance(50_000);
    expect(it.order()).toEqual(['b/b-m', 'a/a-m']);
    await it.clock.advance(15_000);
    expect(it.order()).toEqual(['a/a-m', 'b/b-m']);
  });

  it('serves a person who asks while its own change is still on its way to be seen', async () => {
    const it = await stage();
    it.see(lost);
    await it.clock.advance(119_000);
    it.seeSavesLate();
    await it.clock.advance(2_000);
    expect(it.state.snapshot().standIn).not.toBeNull();
    expect(await it.service.end()).toEqual({ ok: true, value: undefined });
    expect(it.order()).toEqual(['a/a-m', 'b/b-m']);
    expect(it.state.snapshot().standIn).toBeNull();
  });

  it('says why an asked-for end did not work, and goes on', async () => {
    const it = await stage();
    it.see(lost);
    await it.clock.advance(121_000);
    it.failSaves(true);
    expect(await it.service.end()).toMatchObject({ ok: false, failure: { code: 'config-write-failed' } });
    expect(it.state.snapshot().standIn).toMatchObject({ ref: 'b/b-m' });
  });
});
