import { expect, test } from 'vitest';
import { kindsWithTimers, simulate } from '../../fakes/keep-warm-week.ts';

/** A simulated week for every kind with idle timers; `npm run bench keep-warm-week` prints the whole table. */

const week = 7;
const polls = { hiddenPollSeconds: 60 };
const costsTokens = new Set(['LM Studio']);

test.each(Object.keys(kindsWithTimers))('a week of %s kept warm', { timeout: 120_000 }, async (kind) => {
  const nobody = await simulate(kind, 'nobody', week, polls);
  const script = await simulate(kind, 'script', week, polls);
  const kept = await simulate(kind, 'keep', week, polls);

  expect(kept.asked).toBeGreaterThan(200);
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
  expect(script.tokens).toBeGreaterThan(1_000);
  expect(script.sideEffects.some(({ effect }) => effect === 'loaded' || effect === 'woke')).toBe(true);
  expect(kept.account?.suffered ?? 0).toBeLessThanOrEqual(kept.coldStarts);
});
