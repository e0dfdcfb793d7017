import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { developerVerbs, type TrayRow, type TrayVerb } from '../../../electron/core/tray-menu.ts';
import { trayShape, trayView } from '../../../electron/core/tray-view.ts';
import { failure } from '../../../shared/failures.ts';
import { englishTranslator } from '../../../shared/messages/index.ts';
import type { Model, Server } from '../../../shared/servers.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { pauseHours } from '../../../shared/warmth.ts';
import { aModel, aServer, emptySnapshot } from '../../fakes/builders.ts';
import { twoLinks, unreachable } from '../../fakes/chain-worlds.ts';
import { sampleWarmth } from '../../fakes/sample-parts.ts';
import { sampleNames, sampleSnapshot } from '../../fakes/sample-snapshot.ts';

function worldOf(
  servers: { server?: Partial<Server>; models?: Model[] }[],
  more: Partial<Snapshot> = {},
): Snapshot {
  return {
    revision: 1,
    ...emptySnapshot(),
    servers: servers.map(({ server = {}, models = [] }) => ({ ...aServer(server), models })),
    ...more,
  };
}

const menuOf = (snapshot: Snapshot) => trayView(snapshot, englishTranslator).menu;

function everyRow(rows: readonly TrayRow[]): TrayRow[] {
  return rows.flatMap((row) => (row.row === 'submenu' ? [row, ...everyRow(row.rows)] : [row]));
}

function rowOf(rows: readonly TrayRow[], id: string): TrayRow | undefined {
  return everyRow(rows).find((row) => row.id === id);
}

function verbOf(rows: readonly TrayRow[], id: string): TrayVerb {
  const row = rowOf(rows, id);
  if (row?.row !== 'item') throw new Error(`There is no item ${id}.`);
  return row.does;
}

const labels = (rows: readonly TrayRow[]) =>
  rows.flatMap((row) => (row.row === 'separator' ? ['─'] : [row.label]));

describe('the shape', () => {
  it('is the full flame when every local link is warm', () => {
    expect(trayShape(twoLinks())).toBe('flame');
  });

  it('is the outline when a local link is cold, asleep, failed or not listed', () => {
    for (const is of ['not-loaded', 'asleep'] as const)
      expect(trayShape(twoLinks({ model: { state: { is } } }))).toBe('outline');
    expect(trayShape(twoLinks({ model: { state: { is: 'failed', reason: 'x' } } }))).toBe('outline');
    expect(trayShape(twoLinks({ model: null }))).toBe('outline');
  });

  it('has a slash when a server of the chain does not answer, hangs or refuses the key', () => {
    for (const code of ['connection-refused', 'timed-out', 'unauthorised'] as const)
      expect(trayShape(twoLinks({ server: unreachable(code) }))).toBe('slash');
  });

  it('has a dot while a link loads and while an action of ours runs', () => {
    const loading = { is: 'loading', since: 0, progress: null } as const;
    expect(trayShape(twoLinks({ model: { state: loading } }))).toBe('dot');
    const action = {
      id: 'a',
      modelId: 'a-m',
      stage: 'queued',
      startedAt: 0,
      progress: null,
      by: 'person',
    } as const;
    expect(trayShape(twoLinks({ server: { actions: [{ ...action, verb: 'load' }] } }))).toBe('dot');
    expect(trayShape(twoLinks({ server: { actions: [{ ...action, verb: 'unload' }] } }))).toBe('flame');
  });

  it('counts a model whose server does not tell as fine', () => {
    expect(trayShape(twoLinks({ model: { state: { is: 'unknown' } } }))).toBe('flame');
  });

  it('goes by the watched servers where no chain says what matters', () => {
    const warm = aModel({ state: { is: 'loaded' } });
    expect(trayShape(worldOf([{ models: [warm, aModel({ id: 'b' })] }]))).toBe('flame');
    expect(trayShape(worldOf([{ models: [aModel()] }]))).toBe('outline');
    expect(trayShape(worldOf([{ server: unreachable('connection-refused') }]))).toBe('slash');
    expect(trayShape(worldOf([]))).toBe('outline');
  });
});

describe('the words', () => {
  it('say the shape and who would answer, within what Windows shows', () => {
    const { tooltip } = trayView(twoLinks(), englishTranslator);
    expect(tooltip).toContain('every local model is warm');
    expect(tooltip).toContain('a/a-m');
    for (const name of sampleNames)
      expect(trayView(sampleSnapshot(name), englishTranslator).tooltip.length).toBeLessThanOrEqual(127);
  });
});

describe('the menu', () => {
  it('reads like the sketch of the design', () => {
    const rows = menuOf(twoLinks({ model: { state: { is: 'not-loaded' } } }));
    expect(labels(rows)).toEqual([
      expect.stringContaining('a/a-m'),
      '─',
      'Reload 1 model that is not loaded',
      'A',
      'B',
      '─',
      'Fallback chain',
      'Open Pilotlight',
      'Check everything',
      '─',
      'Settings…',
      'Developer',
      'Quit Pilotlight',
    ]);
    const chain = rowOf(rows, 'chain');
    expect(chain?.row === 'submenu' ? labels(chain.rows) : []).toEqual([
      '1 a/a-m · not loaded',
      '2 b/b-m · warm',
      '─',
      'Edit order…',
    ]);
  });

  it('offers to reload only when something is not loaded', () => {
    expect(rowOf(menuOf(twoLinks()), 'reload-cold')).toBeUndefined();
  });

  it('offers what each model can do now, with its state and its context', () => {
    const loaded = aModel({ id: 'm', state: { is: 'loaded' }, contextAllocated: 65_536 });
    const rows = menuOf(worldOf([{ server: { id: 's' }, models: [loaded, aModel({ id: 'n' })] }]));
    expect(rowOf(rows, 'model:s:m')).toMatchObject({ label: 'm · warm, 64k' });
    expect(verbOf(rows, 'model:s:m:reload')).toEqual({ is: 'reload', serverId: 's', modelId: 'm' });
    expect(verbOf(rows, 'model:s:m:unload')).toEqual({ is: 'unload', serverId: 's', modelId: 'm' });
    expect(rowOf(rows, 'model:s:m:load')).toBeUndefined();
    expect(rowOf(rows, 'model:s:n')).toMatchObject({ label: 'n · not loaded' });
    expect(verbOf(rows, 'model:s:n:load')).toEqual({ is: 'load', serverId: 's', modelId: 'n' });
  });

  it('shows what the server cannot do, but not as a choice', () => {
    const { abilities } = aServer();
    const no = { can: false, why: 'no-such-call' } as const;
    const rows = menuOf(
      worldOf([
        { server: { id: 's', abilities: { ...abilities, load: no } }, models: [aModel({ id: 'm' })] },
      ]),
    );
    expect(rowOf(rows, 'model:s:m:load')).toMatchObject({ enabled: false });
  });

  it('lets an action under way be cancelled, and nothing else be started', () => {
    const action = {
      id: 'action-7',
      verb: 'load',
      modelId: 'm',
      stage: 'loading',
      startedAt: 0,
      progress: 0.4,
      by: 'person',
    } as const;
    const rows = menuOf(worldOf([{ server: { id: 's', actions: [action] }, models: [aModel({ id: 'm' })] }]));
    expect(verbOf(rows, 'model:s:m:cancel')).toEqual({ is: 'cancel', serverId: 's', actionId: 'action-7' });
    expect(rowOf(rows, 'model:s:m:load')).toBeUndefined();
  });

  it('ticks what is kept warm, and turns it off by the same row', () => {
    const models = [aModel({ id: 'm', state: { is: 'loaded' } })];
    const off = menuOf(worldOf([{ server: { id: 's' }, models }]));
    expect(rowOf(off, 'model:s:m:keep-warm')).toMatchObject({ checked: false, does: { keep: true } });
    const kept = sampleWarmth('s', 'm', {
      policy: { mode: 'keep', hours: null, acceptsRealRequests: false },
    });
    const on = menuOf(
      worldOf([{ server: { id: 's' }, models }], { warmth: { pausedUntil: null, models: [kept] } }),
    );
    expect(rowOf(on, 'model:s:m:keep-warm')).toMatchObject({ checked: true, does: { keep: false } });
    expect(rowOf(on, 'pause-4')).toMatchObject({ does: { is: 'pause', hours: 4 } });
    expect(pauseHours.map((hours) => rowOf(on, `pause-${hours}`)).every((row) => row !== undefined)).toBe(
      true,
    );
  });

  it('leads to the window where each nudge would cost a token', () => {
    const { abilities } = aServer();
    const freeNudge = { can: false, why: 'costs-tokens' } as const;
    const rows = menuOf(
      worldOf([
        { server: { id: 's', abilities: { ...abilities, freeNudge } }, models: [aModel({ id: 'm' })] },
      ]),
    );
    expect(verbOf(rows, 'model:s:m:keep-warm')).toEqual({ is: 'open', place: 'models' });
  });

  it('says until when keep warm is paused, and resumes it', () => {
    const rows = menuOf(worldOf([], { warmth: { pausedUntil: Date.UTC(2026, 10, 20, 14), models: [] } }));
    expect(rowOf(rows, 'paused')).toMatchObject({ row: 'text' });
    expect(verbOf(rows, 'resume')).toEqual({ is: 'pause', hours: null });
  });

  it('never offers to act on a hosted model', () => {
    const rows = menuOf(worldOf([{ server: { id: 's' }, models: [aModel({ id: 'm', hosted: true })] }]));
    expect(rowOf(rows, 'model:s:m')).toMatchObject({ row: 'text' });
  });

  it('tells of an unreachable server what happened and since when', () => {
    const reachability = {
      is: 'unreachable',
      since: 0,
      failure: failure('connection-refused', 'ECONNREFUSED'),
      lastGoodAt: null,
    } as const;
    const rows = menuOf(worldOf([{ server: { id: 's', reachability }, models: [aModel()] }]));
    expect(rowOf(rows, 'server:s')).toMatchObject({ label: 'LM Studio · unreachable' });
    expect(verbOf(rows, 'server:s:ask')).toEqual({ is: 'ask-server', serverId: 's' });
  });

  it('offers an update once it is here', () => {
    const { app } = emptySnapshot();
    const update = { version: '2.0.0', notes: '', ready: false };
    expect(rowOf(menuOf(worldOf([], { app: { ...app, update } })), 'install-update')).toBeUndefined();
    const ready = menuOf(worldOf([], { app: { ...app, update: { ...update, ready: true } } }));
    expect(verbOf(ready, 'install-update')).toEqual({ is: 'install-update' });
  });

  it('puts the order back that Pilotlight changed', () => {
    const standIn = {
      since: 0,
      ref: 'b/m',
      insteadOf: 'a/m',
      reason: 'unreachable',
      healthySince: null,
    } as const;
    const menu = menuOf(worldOf([], { standIn }));
    expect(verbOf(menu, 'end-stand-in')).toEqual({ is: 'end-stand-in' });
    expect(rowOf(menu, 'stand-in-why')).toMatchObject({ label: 'a/m cannot be reached.' });
  });

  it('has every developer verb, and the keys people know', () => {
    const rows = menuOf(worldOf([]));
    for (const verb of developerVerbs) expect(verbOf(rows, verb)).toEqual({ is: verb });
    expect(rowOf(rows, 'settings')).toMatchObject({ key: 'CommandOrControl+,' });
    expect(rowOf(rows, 'quit')).toMatchObject({ key: 'CommandOrControl+Q' });
  });

  it('stays short however much there is, with those in use first and the way to the rest', () => {
    const models = Array.from({ length: 400 }, (_, index) =>
      aModel({ id: `m${index}`, state: { is: index === 399 ? 'loaded' : 'not-loaded' } }),
    );
    const many = Array.from({ length: 60 }, (_, index) => ({ server: { id: `s${index}` }, models }));
    const rows = menuOf(worldOf(many));
    expect(everyRow(rows).length).toBeLessThan(2_000);
    expect(rowOf(rows, 'model:s0:m399')).toBeDefined();
    expect(verbOf(rows, 'more-models:s0')).toEqual({ is: 'open', place: 'models' });
    expect(verbOf(rows, 'more-servers')).toEqual({ is: 'open', place: 'models' });
  });

  it('never has two rows of one id, in any world', () => {
    for (const name of sampleNames) {
      const ids = everyRow(menuOf(sampleSnapshot(name))).map((row) => row.id);
      expect(new Set(ids).size, name).toBe(ids.length);
    }
  });

  it('makes one short line of whatever a server calls its models', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }), (id) => {
        const rows = everyRow(menuOf(worldOf([{ server: { id: 's', name: id }, models: [aModel({ id })] }])));
        for (const row of rows) {
          if (row.row === 'separator') continue;
          expect(row.label.length).toBeLessThanOrEqual(90);
          expect(row.label).not.toMatch(/[\p{Cc}]/u);
        }
      }),
    );
  });

  it('does not change with the time alone', () => {
    const loading = { is: 'loading', since: 0, progress: 0.2 } as const;
    const later = { ...loading, progress: 0.9 };
    expect(menuOf(twoLinks({ model: { state: loading } }))).toEqual(
      menuOf(twoLinks({ model: { state: later } })),
    );
  });
});
