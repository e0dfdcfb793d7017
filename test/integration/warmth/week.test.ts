import { expect, test } from 'vitest';
import { kindsWithTimers, lostCauses, simulate } from '../../fakes/keep-warm-week.ts';

/** Simulated days for every kind with idle timers; `npm run bench keep-warm-week` makes it a week and prints the table. */

const days = 3;
const polls = { hiddenPollSeconds: 60 };
const costsTokens = new Set(['LM Studio']);

test.each(Object.keys(kindsWithTimers))(
  'days of %s kept warm save cold starts and cost nothing else',
  { timeout: 120_000 },
  async (kind) => {
    const nobody = await simulate(kind, 'nobody', days, polls);
    const script = await simulate(kind, 'script', days, polls);
    const kept = await simulate(kind, 'keep', days, polls);

    expect(kept.asked).toBeGreaterThan(100);
    // Restarts, nights with the laptop asleep and other models taking the place stay cold starts; idling out does not.
    expect(kept.coldStarts).toBeLessThan(nobody.coldStarts / 2);
    expect(kept.stopped).toEqual([]);

    // Not one load, eviction, wake-up or change was ours.
    const effects = new Set(kept.sideEffects.map(({ effect }) => effect));
    expect([...effects]).toEqual(costsTokens.has(kind) ? ['generated'] : []);
    if (costsTokens.has(kind)) expect(kept.tokens).toBeLessThan(script.tokens / 5);
    else expect(kept.tokens).toBe(0);
    // Nobody else's model pays for it.
    expect(kept.othersCold).toBeLessThanOrEqual(nobody.othersCold);

    // The usual script pays with tokens and by loading and pushing out models itself.
    expect(script.tokens).toBeGreaterThan(500);
    expect(script.sideEffects.some(({ effect }) => effect === 'loaded' || effect === 'woke')).toBe(true);
    expect(kept.account?.suffered ?? 0).toBeLessThanOrEqual(kept.coldStarts);
  },
);

test.each(Object.keys(lostCauses))(
  'days of %s: what nudges do to it is noticed, and left',
  {
    timeout: 120_000,
  },
  async (kind) => {
    const script = await simulate(kind, 'script', days, polls);
    const kept = await simulate(kind, 'keep', days, polls);
    const reloads = ({ sideEffects }: typeof kept) =>
      sideEffects.filter(({ effect }) => effect === 'reconfigured').length;
    expect(kept.tokens).toBe(0);
    expect(reloads(kept)).toBeLessThanOrEqual(2);
    expect(reloads(script)).toBeGreaterThan(50);
    expect(kept.stopped).toHaveLength(1);
  },
);
