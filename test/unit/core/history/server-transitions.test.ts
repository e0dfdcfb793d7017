import { describe, expect, test } from 'vitest';
import {
  serverTransitions,
  type TransitionFacts,
} from '../../../../electron/core/history/server-transitions.ts';
import type { Model, Server, ServerWithModels } from '../../../../shared/servers.ts';
import { aModel, aServer } from '../../../fakes/builders.ts';

const now = 1_000_000_000;
const nobody: TransitionFacts = { now, ourAction: () => null };
const loaded = { is: 'loaded' } as const;
const gone = { is: 'not-loaded' } as const;

function server(models: Partial<Model>[], change: Partial<Server> = {}): ServerWithModels {
  return { ...aServer(change), models: models.map(aModel) };
}

function what(before: ServerWithModels | null, after: ServerWithModels, facts = nobody) {
  return serverTransitions(before, after, facts).map((event) =>
    'by' in event ? `${event.what} by ${event.by}` : event.what,
  );
}

const down = (failure = 'connection-refused' as const): Partial<Server> => ({
  reachability: { is: 'unreachable', since: now, failure: { code: failure, detail: '' }, lastGoodAt: now },
});

describe('what happened between two looks', () => {
  test('the first look is no news', () => {
    expect(what(null, server([{ state: loaded }]))).toEqual([]);
  });

  test('a model that idled out near its deadline went by idle time', () => {
    const idle = { is: 'at', at: now - 1_000, periodMs: 300_000, exact: true, basis: null } as const;
    expect(what(server([{ state: loaded, idle }]), server([{ state: gone }]))).toEqual([
      'model-unloaded by idle-time',
    ]);
  });

  test('a model that goes when another comes was pushed out', () => {
    const before = server([
      { id: 'a', state: loaded },
      { id: 'b', state: gone },
    ]);
    const after = server([
      { id: 'a', state: gone },
      { id: 'b', state: loaded },
    ]);
    expect(what(before, after)).toEqual(['model-unloaded by other-model', 'model-loaded by other']);
  });

  test('a model that is gone after an outage went with the server', () => {
    expect(what(server([{ state: loaded }], down()), server([{ state: gone }]))).toEqual([
      'server-reachable',
      'model-unloaded by server-restart',
    ]);
  });

  test('without a hint the cause is unknown, and said so', () => {
    expect(what(server([{ state: loaded }]), server([{ state: gone }]))).toEqual([
      'model-unloaded by unknown',
    ]);
  });

  test('our own unload is not reported as a loss', () => {
    const facts = { now, ourAction: () => 'person' as const };
    expect(what(server([{ state: loaded }]), server([{ state: gone }]), facts)).toEqual([]);
  });

  test('a server that stops answering says so once, and its kept models are not reported as lost', () => {
    const before = server([{ state: loaded }]);
    const after = server([{ state: loaded }], down());
    expect(what(before, after)).toEqual(['server-unreachable']);
    expect(what(after, after)).toEqual([]);
  });

  test('becoming busy and idle again is no event', () => {
    const busy = { is: 'busy', requests: 1, queued: null } as const;
    expect(what(server([{ state: loaded }]), server([{ state: busy }]))).toEqual([]);
    expect(what(server([{ state: busy }]), server([{ state: loaded }]))).toEqual([]);
  });

  test('a model that was pushed out shortly before its time was pushed out', () => {
    const idle = { is: 'at', at: now + 60_000, periodMs: 300_000, exact: true, basis: null } as const;
    const before = server([
      { id: 'a', state: loaded, idle },
      { id: 'b', state: gone },
    ]);
    const after = server([
      { id: 'a', state: gone },
      { id: 'b', state: loaded },
    ]);
    expect(what(before, after)).toContain('model-unloaded by other-model');
  });

  test('a model whose time ran out during an outage idled out; the outage did not take it', () => {
    const idle = { is: 'at', at: now - 60_000, periodMs: 300_000, exact: true, basis: null } as const;
    expect(what(server([{ state: loaded, idle }], down()), server([{ state: gone }]))).toContain(
      'model-unloaded by idle-time',
    );
  });

  test('a model that is no longer listed is gone, and one that is newly listed and ready has come', () => {
    expect(what(server([{ id: 'a', state: loaded }]), server([{ id: 'b', state: loaded }]))).toEqual([
      'model-loaded by other',
      'model-unloaded by other-model',
    ]);
  });

  test('a model that was seen unloading is gone once, when it is gone', () => {
    const leaving = { is: 'unloading' } as const;
    const [before, between, after] = [loaded, leaving, gone].map((state) => server([{ state }]));
    if (before === undefined || between === undefined || after === undefined) throw new Error('three looks');
    expect(what(before, between)).toEqual([]);
    expect(what(between, after)).toEqual(['model-unloaded by unknown']);
  });
});
