/**
 * The wall clock may be set, back as well as forth. A time that was noted to wait for is believed only as far ahead as
 * anybody waits, and one that has passed only if it lies behind us: a wrong one ends a wait, it never makes one.
 */

/** Whether a wait of at most `longestMs` goes on until `at`. */
export function isAhead(at: number, now: number, longestMs: number): boolean {
  return at > now && at <= now + longestMs;
}

/** `at`, or no wait at all where it lies further ahead than anybody waits. */
export function waitUntil(at: number, now: number, longestMs: number): number {
  return at > now + longestMs ? 0 : at;
}

/** Whether it happened within the last `ms`. */
export function isWithinLast(at: number, now: number, ms: number): boolean {
  return at <= now && at > now - ms;
}
