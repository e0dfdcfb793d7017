import { type Keeping, kindsWithTimers, lostCauses, simulate } from '../fakes/keep-warm-week.ts';
import { printTable } from './measure.ts';

/** A simulated week of every kind with idle timers: nobody, the usual script, keep and pin in the same days. */

const days = 7;
const who: Record<Keeping, string> = {
  nobody: 'nothing',
  script: 'ping every 4.5 min',
  keep: 'Pilotlight, keep',
  pin: 'Pilotlight, pin',
};
const rows: (string | number)[][] = [];
for (const kind of Object.keys({ ...kindsWithTimers, ...lostCauses })) {
  for (const keeping of ['nobody', 'script', 'keep', 'pin'] as const) {
    const result = await simulate(kind, keeping, days);
    const effects = Map.groupBy(result.sideEffects, ({ effect }) => effect);
    const ours = [...effects].filter(([effect]) => effect !== 'generated');
    rows.push([
      kind,
      who[keeping],
      `${result.coldStarts} of ${result.asked}`,
      result.othersCold,
      result.tokens,
      Math.round(result.sent / days),
      ours.length === 0 ? 'none' : ours.map(([effect, all]) => `${all.length} ${effect}`).join(', '),
    ]);
  }
}
printTable(
  ['server', 'kept by', 'cold starts', 'of another model', 'tokens', 'nudges a day', 'other effects of ours'],
  rows,
);
