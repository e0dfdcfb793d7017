import fc from 'fast-check';
import { agreesWithJson5, editKeepsAllLaws, inverseRestoresBytes } from '../unit/core/gateway/json5-laws.ts';
import {
  choice,
  commaFirstDocument,
  configs,
  damagedConfig,
  rowDocument,
  tidyDocument,
  tokenSoup,
  wildDocument,
  within,
} from '../unit/core/gateway/json5-random.ts';

/*
 * The laws of the JSON5 document at volume: node test/soak/json5.ts [seconds] [seed]
 * Every input has a time limit of its own, so an endless loop ends as a failure with its input.
 */

type Outcome = {
  failed: boolean;
  seed: number;
  numRuns: number;
  counterexample: unknown;
  errorInstance: unknown;
};
type Law = { name: string; batch: number; run: (seed: number, numRuns: number) => Outcome };

const BATCH = 500;
/** Configs that went wrong in many ways are what comes from outside, and quick to try: most of the inputs. */
const DAMAGED_BATCH = 20_000;

function agreement(name: string, texts: fc.Arbitrary<string>, batch = BATCH): Law {
  const property = fc.property(texts, (text) => within(() => agreesWithJson5(text)));
  return {
    name: `agrees with json5: ${name}`,
    batch,
    run: (seed, numRuns) => fc.check(property, { seed, numRuns }),
  };
}

function edits(name: string, texts: fc.Arbitrary<string>): Law {
  const property = fc.property(texts, choice, (text, wish) => within(() => editKeepsAllLaws(text, wish)));
  return {
    name: `edits keep all laws: ${name}`,
    batch: BATCH,
    run: (seed, numRuns) => fc.check(property, { seed, numRuns }),
  };
}

function inverses(name: string, texts: fc.Arbitrary<string>): Law {
  const property = fc.property(texts, choice, (text, wish) => within(() => inverseRestoresBytes(text, wish)));
  return {
    name: `inverses restore: ${name}`,
    batch: BATCH,
    run: (seed, numRuns) => fc.check(property, { seed, numRuns }),
  };
}

const laws: readonly Law[] = [
  agreement('damaged configs', damagedConfig, DAMAGED_BATCH),
  agreement('runs of tokens', tokenSoup),
  agreement('comments anywhere', wildDocument),
  edits('one item per line', tidyDocument),
  edits('commas first', commaFirstDocument),
  edits('rows', rowDocument),
  edits('realistic configs', fc.constantFrom(...configs)),
  edits('comments anywhere', wildDocument),
  inverses('one item per line', tidyDocument),
  inverses('commas first', commaFirstDocument),
  inverses('rows', rowDocument),
  inverses('realistic configs', fc.constantFrom(...configs)),
];

function report(law: Law, details: Outcome): void {
  console.log(`FAILED ${law.name}, seed ${details.seed}, after ${details.numRuns} inputs`);
  console.log(JSON.stringify(details.counterexample));
  console.log(details.errorInstance);
}

function soak(seconds: number, firstSeed: number): boolean {
  console.log(`json5 soak: ${seconds} s, seed ${firstSeed}`);
  const counts = new Map(laws.map((law) => [law.name, 0]));
  const end = performance.now() + seconds * 1_000;
  let nextLine = performance.now() + 10_000;
  let total = 0;
  for (let round = 0; performance.now() < end; round++) {
    for (const law of laws) {
      const details = law.run((firstSeed + round * 7_919) | 0, law.batch);
      total += details.numRuns;
      counts.set(law.name, (counts.get(law.name) ?? 0) + details.numRuns);
      if (details.failed) {
        report(law, details);
        return false;
      }
      if (performance.now() > nextLine) {
        nextLine += 10_000;
        console.log(`${total} inputs, ${Math.max(0, Math.ceil((end - performance.now()) / 1_000))} s left`);
      }
    }
  }
  for (const [name, count] of counts) console.log(`${name}: ${count}`);
  console.log(`json5 soak: ${total} inputs, 0 failures, seed ${firstSeed}`);
  return true;
}

const seconds = Number(process.argv[2] ?? 90);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31) | 0;
process.exitCode = soak(seconds, seed) ? 0 : 1;
