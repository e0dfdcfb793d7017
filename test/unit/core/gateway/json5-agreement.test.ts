import fc from 'fast-check';
import { describe, it } from 'vitest';
import { agreesWithJson5 } from './json5-laws.ts';
import { configs, damagedConfig, runs, settings, tokenSoup, wildDocument, within } from './json5-random.ts';

// PILOTLIGHT_SOAK_RUNS sets the number of inputs, PILOTLIGHT_SOAK_SEED repeats a run; a failure prints its seed.
const timeout = 30_000 + runs * 20;

describe('our parser and json5 agree on accept or refuse and on the value', () => {
  it.each(configs)('of a realistic config', (text) => {
    if (!agreesWithJson5(text)) throw new Error('a fixture is refused');
  });

  it.each([
    ['of damaged configs', damagedConfig],
    ['of arbitrary runs of tokens', tokenSoup],
    ['of documents with white space and comments anywhere', wildDocument],
  ])(
    '%s',
    (_, texts) => {
      fc.assert(
        fc.property(texts, (text) => within(() => agreesWithJson5(text))),
        settings(),
      );
    },
    timeout,
  );
});
