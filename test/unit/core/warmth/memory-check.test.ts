import { expect, test } from 'vitest';
import { missingMemory } from '../../../../electron/core/warmth/memory-check.ts';
import type { Model, Server } from '../../../../shared/servers.ts';
import { aModel, aServer } from '../../../fakes/builders.ts';

const gb = 1e9;

function missing(
  model: Partial<Model>,
  world: { free?: number | null; platform?: string; graphics?: boolean; server?: Partial<Server> } = {},
) {
  const free = world.free === undefined ? 4 * gb : world.free;
  return missingMemory(aServer({ place: 'this-machine', ...world.server }), aModel({ id: 'm', ...model }), {
    platform: world.platform ?? 'linux',
    freeMemory: async () => free,
    mayHaveGraphicsMemory: async () => world.graphics ?? false,
  });
}

test('a model that does not fit is told with both figures', async () => {
  expect(await missing({ memoryBytes: 6 * gb })).toEqual({ needs: 6 * gb, free: 4 * gb });
  expect(await missing({ memoryBytes: 6 * gb, gpuBytes: 5 * gb })).toBeNull();
  expect(await missing({ memoryBytes: 6 * gb, gpuBytes: 6 * gb }, { platform: 'darwin' })).not.toBeNull();
});

test('where the server tells no size its file counts, unless it may go into a graphics card', async () => {
  const file = { memoryBytes: null, fileBytes: 5 * gb };
  expect(await missing(file)).toEqual({ needs: 5 * gb, free: 4 * gb });
  expect(await missing(file, { graphics: true })).toBeNull();
});

test('nothing is refused where it cannot be told, or on another machine', async () => {
  expect(await missing({ memoryBytes: null, fileBytes: null })).toBeNull();
  expect(await missing({ memoryBytes: 6 * gb }, { free: null })).toBeNull();
  expect(await missing({ memoryBytes: 6 * gb }, { server: { place: 'lan' } })).toBeNull();
});
