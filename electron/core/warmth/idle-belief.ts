/**
 * What is believed of an idle time that a server has told nobody: a share of what is usual for its kind. A loss that
 * looks like idling out halves it, quiet hours raise it, so that a server without an idle timer is left alone more
 * and more, and one wrong conclusion does not last. Pure values.
 */
export type IdleBelief = {
  /** Of the usual idle time. */
  share: number;
  /** Unless it is lost before, more is believed then; null: from the first nudge on it is counted. */
  raiseAt: number | null;
  /** Losses that looked like idling out. */
  losses: number;
  /** How long after the last nudge it was lost, the last time; null: never. */
  lostAfterMs: number | null;
};

const minute = 60_000;
const hour = 60 * minute;
const smallestShare = 1 / 16;
const largestShare = 16;
/** No server is worth a longer guess: by then a nudge costs next to nothing. */
const longestPeriodMs = hour;
const quietMs = 3 * hour;
const step = 1.5;
/** After each loss the wait before more is believed again is four times as long. */
const firstHoldMs = 6 * hour;
const longestHoldMs = 14 * 24 * hour;

export const freshBelief: IdleBelief = { share: 1, raiseAt: null, losses: 0, lostAfterMs: null };

/** The idle time to go by. What the person said is never stretched. */
export function believedPeriodMs(belief: IdleBelief, usualMs: number, saidMs: number | null): number {
  if (saidMs !== null) return Math.max(minute, saidMs * Math.min(1, belief.share));
  return Math.max(minute, Math.min(usualMs * belief.share, Math.max(usualMs, longestPeriodMs)));
}

/** A nudge found it there: after some quiet hours more is believed. */
export function afterQuiet(belief: IdleBelief, now: number): IdleBelief {
  const { raiseAt } = belief;
  // A clock that was set back must not make it wait for ever.
  if (raiseAt === null || raiseAt > now + holdMs(belief.losses)) {
    return { ...belief, raiseAt: now + Math.max(quietMs, holdMs(belief.losses)) };
  }
  if (now < raiseAt) return belief;
  return { ...belief, share: Math.min(largestShare, belief.share * step), raiseAt: now + quietMs };
}

/**
 * It went without a known cause that long after the last nudge. Somebody who unloads it does so at any moment: only
 * about a period after the nudge, or twice after the same time, is it taken for the idle time.
 */
export function afterLoss(
  belief: IdleBelief,
  sinceNudgeMs: number,
  periodMs: number,
  now: number,
): IdleBelief {
  // It outlived the time believed: no reason to believe less.
  if (sinceNudgeMs > periodMs + pollSlackMs) return belief;
  const again = belief.lostAfterMs !== null && isAbout(sinceNudgeMs, belief.lostAfterMs);
  const lostAfterMs = sinceNudgeMs;
  if (!again && sinceNudgeMs < periodMs * late) return { ...belief, lostAfterMs };
  const losses = belief.losses + 1;
  return {
    share: Math.max(smallestShare, belief.share / 2),
    raiseAt: now + holdMs(losses),
    losses,
    lostAfterMs,
  };
}

/** Nudges come after half to two thirds of the period; one step less was survived: what idles out, idles out between. */
const late = 1 / 3;
/** A loss is seen only at the next look. */
const pollSlackMs = 2 * minute;

function isAbout(a: number, b: number): boolean {
  return Math.abs(a - b) <= Math.max(45_000, b * 0.15);
}

function holdMs(losses: number): number {
  return losses === 0 ? quietMs : Math.min(longestHoldMs, firstHoldMs * 4 ** (losses - 1));
}
