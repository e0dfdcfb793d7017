import type { ServerClient } from '../server-client.ts';

/**
 * How far a server's clock is ahead of ours, by the `Date` of its answers: its expiry times are times of that clock.
 * Dates have whole seconds and answers take a while, so a few seconds are no difference, and what was found stays until
 * it is plainly another one; otherwise every look would move the deadline a little.
 */
const noDifferenceMs = 10_000;
const sameMs = 5_000;

const offsets = new WeakMap<ServerClient, number>();

/** Milliseconds; null: the server tells no time. */
export function clockOffset(client: ServerClient, now: number): number | null {
  const told = client.lastDate();
  if (told === null) return null;
  const seen = told - now;
  const before = offsets.get(client);
  if (before !== undefined && Math.abs(seen - before) <= sameMs) return before;
  const offset = Math.abs(seen) <= noDifferenceMs ? 0 : seen;
  offsets.set(client, offset);
  return offset;
}
