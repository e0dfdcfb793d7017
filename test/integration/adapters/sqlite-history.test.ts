import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openHistory } from '../../../electron/adapters/sqlite-history.ts';
import type { ActivityEvent } from '../../../shared/activity.ts';
import { createRecordingLog } from '../../fakes/recording-log.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'pilotlight-history-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = () => path.join(folder, 'history.db');
const open = () => openHistory(file(), createRecordingLog());

function anEvent(at: number, change: Partial<ActivityEvent> = {}): ActivityEvent {
  return {
    id: `e${at}`,
    at,
    serverId: 's',
    serverName: 'LM Studio',
    modelId: 'm',
    what: 'model-unloaded',
    by: 'idle-time',
    ...change,
  } as ActivityEvent;
}

const all = { before: null, limit: 100, what: null, serverId: null, modelId: null };

describe('history on disk', () => {
  test('what was written is there after a restart, newest first', () => {
    const first = open().store;
    for (const at of [1, 3, 2]) first.addEvent(anEvent(at));
    first.close();
    const { store } = open();
    expect(store.events(all).events.map((event) => event.at)).toEqual([3, 2, 1]);
    store.close();
  });

  test('what keep warm learnt of a model is there after a restart until it is forgotten or long unused', () => {
    const first = open().store;
    first.saveMemory('s\nm', 'old', 1);
    first.saveMemory('s\nm', 'new', 2_000);
    first.saveMemory('s\nother', 'x', 1_000);
    first.saveMemory('s\ngone', 'x', 2_000);
    first.saveMemory('s\ngone', null, 2_000);
    first.close();
    const { store } = open();
    store.removeBefore(1_500);
    expect(store.memories()).toEqual([{ key: 's\nm', text: 'new' }]);
    store.close();
  });

  test('a page ends where the next begins', () => {
    const { store } = open();
    for (let at = 1; at <= 5; at += 1) store.addEvent(anEvent(at));
    expect(store.events({ ...all, limit: 2 })).toMatchObject({ events: [{ at: 5 }, { at: 4 }], more: true });
    expect(store.events({ ...all, limit: 3, before: 4 })).toMatchObject({
      events: [{ at: 3 }, { at: 2 }, { at: 1 }],
      more: false,
    });
    store.close();
  });

  test('names with quotes are values, never part of a query', () => {
    const { store } = open();
    const modelId = "x'; drop table event; --";
    store.addEvent(anEvent(1, { modelId }));
    expect(store.events({ ...all, modelId }).events).toHaveLength(1);
    expect(store.events({ ...all, what: ["') or 1=1 --"] }).events).toHaveLength(0);
    store.close();
  });

  test('retention removes what is older, of every kind', () => {
    const { store } = open();
    const day = Date.UTC(2026, 10, 20);
    store.addEvent(anEvent(1_000));
    store.addEvent(anEvent(day));
    store.addSample({ at: 1_000, serverId: 's', modelId: 'm', metric: 'load-time', value: 5 });
    store.removeBefore(day - 1);
    expect(store.events(all).events).toHaveLength(1);
    expect(store.loadTimes(5)).toEqual([]);
    store.close();
  });

  test('load times keep the newest few of every model', () => {
    const { store } = open();
    for (let at = 1; at <= 5; at += 1)
      store.addSample({ at, serverId: 's', modelId: 'm', metric: 'load-time', value: at * 10 });
    expect(store.loadTimes(2).map((each) => each.value)).toEqual([40, 50]);
    store.close();
  });

  test('a damaged file is moved aside and a new one begun', () => {
    writeFileSync(
      file(),
      'this is not a database, it is a sentence that is long enough to be read as a header',
    );
    const { store, movedAside } = open();
    expect(movedAside).toBe(`${file()}.damaged`);
    store.addEvent(anEvent(1));
    expect(store.events(all).events).toHaveLength(1);
    store.close();
  });

  test('a folder that is not there costs the history, not the app', () => {
    const log = createRecordingLog();
    const { store } = openHistory(path.join(folder, 'gone', 'history.db'), log);
    store.addEvent(anEvent(1));
    expect(store.events(all).events).toHaveLength(1);
    expect(log.lines.some((line) => line.level === 'error')).toBe(true);
    store.close();
  });

  test('a closed store answers emptily instead of throwing', () => {
    const { store } = open();
    store.close();
    store.addEvent(anEvent(1));
    expect(store.events(all).events).toEqual([]);
  });
});
