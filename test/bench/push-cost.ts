import { createAppState, headerOf } from '../../electron/core/app-state.ts';
import { applyChange } from '../../shared/apply-change.ts';
import { sameValue } from '../../shared/same-value.ts';
import type { Snapshot, SnapshotChange } from '../../shared/snapshot.ts';
import { manyModels } from '../fakes/sample-snapshot.ts';
import { median, ms, printTable, ratio, timesOf } from './measure.ts';

/**
 * One changed model of many: what is pushed to a window, and what the window's mirror does with it, against pushing and
 * reading the whole snapshot.
 */
const runs = process.argv.includes('--quick') ? 20 : 200;
const rows: (string | number)[][] = [];

for (const [servers, each] of [
  [1, 20],
  [10, 20],
  [100, 20],
  [1_000, 20],
] as const) {
  const { revision: _revision, ...world } = manyModels(servers, each);
  const state = createAppState(world);
  let pushed: SnapshotChange | null = null;
  state.onChange((change) => {
    pushed = change;
  });

  let mirror: Snapshot = JSON.parse(JSON.stringify(state.snapshot()));
  let turn = 0;
  let bytes = 0;
  const mirrored: number[] = [];
  const whole = await timesOf(Math.min(runs, 20), () => JSON.parse(JSON.stringify(state.snapshot())));
  const observed = await timesOf(runs, () => {
    turn += 1;
    const server = state.snapshot().servers[turn % servers];
    if (server === undefined) throw new Error('no server');
    const models = server.models.map((model, index) =>
      index === 3 ? { ...model, contextAllocated: 1_000 + turn } : { ...model },
    );
    state.setServer(headerOf(server), models);
    if (pushed === null) throw new Error('nothing was pushed');
    const text = JSON.stringify(pushed);
    bytes = Math.max(bytes, text.length);
    const change = JSON.parse(text) as SnapshotChange;
    const startedAt = performance.now();
    const next = applyChange(mirror, change);
    mirrored.push(performance.now() - startedAt);
    if (next === null) throw new Error('the mirror lost track');
    mirror = next;
  });
  if (!sameValue(mirror, state.snapshot())) throw new Error('the mirror differs');
  const fullBytes = JSON.stringify(state.snapshot()).length;
  rows.push([
    `${servers} × ${each}`,
    `${bytes} B`,
    `${Math.round(fullBytes / 1024)} kB`,
    ratio(fullBytes, bytes),
    ms(median(observed)),
    ms(median(mirrored)),
    ms(median(whole)),
  ]);
}

printTable(
  [
    'servers × models',
    'pushed for one changed model',
    'whole snapshot',
    'whole against pushed',
    'compare, push and apply',
    'apply alone (the window’s part)',
    'whole snapshot: write and read',
  ],
  rows,
);
