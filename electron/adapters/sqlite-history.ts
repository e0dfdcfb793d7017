import { existsSync, renameSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import * as v from 'valibot';
import { ActivityEvent } from '../../shared/activity.ts';
import { DayAccount } from '../../shared/warmth.ts';
import type { HistoryStore, Log } from '../core/ports.ts';

/**
 * History in the SQLite that Node brings. A file that can't be used is moved aside and a new one begun; a write that
 * fails (disk full) is logged once and the app goes on: history is never worth a crash.
 */
export type OpenedHistory = { store: HistoryStore; movedAside: string | null };

const schema = `
  create table if not exists event (id text primary key, at integer not null, what text not null,
    server text, model text, data text not null) without rowid;
  create index if not exists event_at on event (at);
  create table if not exists sample (at integer not null, server text not null, model text not null,
    metric text not null, value real not null);
  create index if not exists sample_of on sample (server, model, metric, at);
  create table if not exists day (server text not null, model text not null, day text not null, data text not null,
    primary key (server, model, day)) without rowid;
  create table if not exists memory (key text primary key, at integer not null, data text not null) without rowid;
`;

export type HistoryLimits = { /** For tests of a full disk. */ mostPages?: number };

export function openHistory(path: string, log: Log, limits: HistoryLimits = {}): OpenedHistory {
  try {
    return { store: storeOn(openDatabase(path, limits), log), movedAside: null };
  } catch (error) {
    // A file that is only locked, read-only or on a full disk is still a good one.
    if (!isDamaged(error)) return { store: inMemory(error, log), movedAside: null };
    const aside = `${path}.damaged`;
    log.warn('The history could not be opened and was moved aside.', { error: String(error) });
    try {
      // With what belongs to it: a journal that stays would be read into the new file.
      for (const part of ['', '-wal', '-shm'])
        if (existsSync(path + part)) renameSync(path + part, aside + part);
      return { store: storeOn(openDatabase(path), log), movedAside: aside };
    } catch (second) {
      return { store: inMemory(second, log), movedAside: null };
    }
  }
}

function inMemory(error: unknown, log: Log): HistoryStore {
  log.error('There is no usable place for the history; it is kept in memory.', { error: String(error) });
  return storeOn(openDatabase(':memory:'), log);
}

const damagedCodes = [11, 26];

/** SQLITE_CORRUPT and SQLITE_NOTADB; the higher bits tell more. */
function isDamaged(error: unknown): boolean {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) : 0;
  return damagedCodes.includes(code & 0xff);
}

function openDatabase(path: string, limits: HistoryLimits = {}): DatabaseSync {
  const database = new DatabaseSync(path);
  database.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma busy_timeout = 500;');
  database.exec(schema);
  if (limits.mostPages !== undefined) database.exec(`pragma max_page_count = ${limits.mostPages}`);
  return database;
}

const lastDay = '9999-12-31';

function storeOn(database: DatabaseSync, log: Log): HistoryStore {
  let complained = false;
  let open = true;

  function quietly<T>(work: () => T, otherwise: T): T {
    if (!open) return otherwise;
    try {
      return work();
    } catch (error) {
      if (!complained) log.error('The history could not be used.', { error: String(error) });
      complained = true;
      return otherwise;
    }
  }

  const insertEvent = database.prepare('insert or replace into event values (?, ?, ?, ?, ?, ?)');
  const insertSample = database.prepare('insert into sample values (?, ?, ?, ?, ?)');
  const insertDay = database.prepare('insert or replace into day values (?, ?, ?, ?)');

  return {
    addEvent: (event) =>
      quietly(() => {
        insertEvent.run(event.id, event.at, event.what, event.serverId, event.modelId, JSON.stringify(event));
      }, undefined),
    events: (query) =>
      quietly(
        () => {
          const conditions = ['at < ?'];
          const values: (string | number)[] = [query.before ?? Number.MAX_SAFE_INTEGER];
          if (query.serverId !== null) {
            conditions.push('server = ?');
            values.push(query.serverId);
          }
          if (query.modelId !== null) {
            conditions.push('model = ?');
            values.push(query.modelId);
          }
          if (query.what !== null) {
            conditions.push(`what in (${query.what.map(() => '?').join(', ')})`);
            values.push(...query.what);
          }
          const sql = `select data from event where ${conditions.join(' and ')} order by at desc, id desc limit ?`;
          const rows = database.prepare(sql).all(...values, query.limit + 1);
          const events = rows.slice(0, query.limit).flatMap((row) => parsed(ActivityEvent, row.data));
          return { events, more: rows.length > query.limit };
        },
        { events: [], more: false },
      ),
    addSample: ({ at, serverId, modelId, metric, value }) =>
      quietly(() => {
        insertSample.run(Math.round(at), serverId, modelId, metric, value);
      }, undefined),
    samples: ({ serverId, modelId, metric, from, to }) =>
      quietly(() => {
        const sql =
          'select at, value from sample where server = ? and model = ? and metric = ? and at between ? and ? order by at';
        const rows = database.prepare(sql).all(serverId, modelId, metric, from, to);
        return rows.map((row) => ({ at: Number(row.at), value: Number(row.value) }));
      }, []),
    saveDay: (serverId, modelId, account) =>
      quietly(() => {
        insertDay.run(serverId, modelId, account.day, JSON.stringify(account));
      }, undefined),
    days: (serverId, modelId, count, upTo = lastDay) =>
      quietly(() => {
        const sql =
          'select data from day where server = ? and model = ? and day <= ? order by day desc limit ?';
        return database
          .prepare(sql)
          .all(serverId, modelId, upTo, count)
          .flatMap((row) => parsed(DayAccount, row.data));
      }, []),
    saveMemory: (key, text, now) =>
      quietly(() => {
        if (text === null) database.prepare('delete from memory where key = ?').run(key);
        else database.prepare('insert or replace into memory values (?, ?, ?)').run(key, now, text);
      }, undefined),
    memories: () =>
      quietly(() => {
        const rows = database.prepare('select key, data from memory').all();
        return rows.map((row) => ({ key: String(row.key), text: String(row.data) }));
      }, []),
    loadTimes: (perModel) =>
      quietly(() => {
        const sql = `select server, model, at, value from (
          select *, row_number() over (partition by server, model order by at desc) as place
          from sample where metric = 'load-time') where place <= ? order by at`;
        return database
          .prepare(sql)
          .all(perModel)
          .map((row) => ({
            serverId: String(row.server),
            modelId: String(row.model),
            at: Number(row.at),
            value: Number(row.value),
          }));
      }, []),
    removeBefore: (at) =>
      quietly(() => {
        database.prepare('delete from event where at < ?').run(at);
        database.prepare('delete from sample where at < ?').run(at);
        database.prepare('delete from memory where at < ?').run(at);
        database.prepare('delete from day where day < ?').run(new Date(at).toISOString().slice(0, 10));
      }, undefined),
    close() {
      if (!open) return;
      open = false;
      database.close();
    },
  };
}

function parsed<S extends v.GenericSchema>(shape: S, data: unknown): v.InferOutput<S>[] {
  try {
    const checked = v.safeParse(shape, JSON.parse(String(data)));
    return checked.success ? [checked.output] : [];
  } catch {
    return [];
  }
}
