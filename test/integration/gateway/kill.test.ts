import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type KillRoom, openKillRoom } from './killed-saves.ts';

/** A process that is killed in a save leaves the old file or the new one, whole; test/soak/config.ts kills more often. */

let room: KillRoom;

beforeEach(async () => {
  room = await openKillRoom();
});

afterEach(() => room.remove());

describe('a save that is killed', () => {
  it('before any of its calls to the file system leaves whole files and whole versions', async () => {
    const calls = await room.killAtCall(0);
    expect(calls).toBeGreaterThan(30);
    await room.checkEverything();
    // Another third of the calls each time; the long run takes them all.
    for (let n = 1 + Math.floor(Math.random() * 3); n <= calls; n += 3) {
      await room.killAtCall(n);
      await room.checkEverything();
    }
  }, 60_000);

  it('at any moment leaves whole files and whole versions', async () => {
    for (let round = 0; round < 6; round += 1) {
      await room.killAfter(Math.random() * 120);
      await room.checkEverything();
    }
  }, 60_000);
});
