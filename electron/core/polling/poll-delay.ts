/** How long until the next poll of one server. Pure: numbers in, milliseconds out. */

export type PollSituation = {
  /** A window shows the servers. */
  visible: boolean;
  /** An action runs on this server: look closely. */
  acting: boolean;
  failuresInARow: number;
  /** An event stream tells of changes: polling is only the safety net. */
  hasEvents: boolean;
  visibleSeconds: number;
  hiddenSeconds: number;
  /** 0 ≤ jitter < 1 */
  jitter: number;
};

const actingMs = 1_000;
const eventsMs = 60_000;
const longestBackoffMs = 5 * 60_000;
const floorMs = 500;
/** Spread polls over a fifth of their period, so that many servers don't answer in the same instant. */
const jitterShare = 0.2;

export function pollDelayMs(situation: PollSituation): number {
  const base = basePeriodMs(situation);
  const backedOff = Math.min(
    base * 2 ** Math.min(situation.failuresInARow, 10),
    Math.max(base, ceilingMs(situation)),
  );
  const jittered = backedOff * (1 - jitterShare / 2 + situation.jitter * jitterShare);
  return Math.max(floorMs, Math.round(jittered));
}

function basePeriodMs(situation: PollSituation): number {
  if (situation.acting) return actingMs;
  const paceMs = (situation.visible ? situation.visibleSeconds : situation.hiddenSeconds) * 1_000;
  return situation.hasEvents && situation.failuresInARow === 0 ? Math.max(paceMs, eventsMs) : paceMs;
}

/** Somebody who looks at the window wants to see a server come back within half a minute. */
function ceilingMs(situation: PollSituation): number {
  return situation.visible ? 30_000 : longestBackoffMs;
}
