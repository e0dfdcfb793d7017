import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs, settings } from '../json5-random.ts';
import {
  editKeepsEverythingElse,
  inverseRestores,
  movedRefsKeepComments,
  undoRestoresBytes,
} from './edit-laws.ts';
import { anyConfig, randomConfig, wish, wishNames } from './random-configs.ts';

/** Named edits on random and realistic configs. PILOTLIGHT_SOAK_RUNS makes it longer, PILOTLIGHT_SOAK_SEED repeats it. */

const some = Math.ceil(runs / 2);
/** Kinds of edits whose inverse must have been seen at work. */
const restored = [
  'set-primary',
  'add-fallback',
  'move-fallback',
  'replace-ref',
  'reorder-chain',
  'set-model-number',
  'set-model-name',
  'set-provider-text',
  'set-timeout',
  'add-provider',
  'add-model',
  'set-models-mode',
  'set-key-variable',
  'remove-fallback: removed',
  'use-object-form: stays',
];
const limit = 30_000 + runs * 30;

describe('a named edit', () => {
  test(
    'means what it says and touches nothing else: realistic and random configs',
    async () => {
      const made = new Set<string>();
      const law = fc.asyncProperty(anyConfig, wish, async (text, each) => {
        made.add((await editKeepsEverythingElse(text, each))?.edit ?? '');
      });
      await fc.assert(law, settings(some));
      if (runs >= 2_000) expect(wishNames.filter((name) => !made.has(name))).toEqual([]);
    },
    limit,
  );

  test(
    'means what it says and touches nothing else: any value in any layout',
    async () => {
      const law = fc.asyncProperty(randomConfig, wish, async (text, each) => {
        await editKeepsEverythingElse(text, each);
      });
      await fc.assert(law, settings(some));
    },
    limit,
  );

  test(
    'is taken back by its inverse to the very byte, or says why it has none',
    async () => {
      const seen = new Set<string>();
      const law = fc.asyncProperty(anyConfig, wish, async (text, each) => {
        seen.add((await inverseRestores(text, each)) ?? '');
      });
      await fc.assert(law, settings(some));
      if (runs >= 2_000) expect([...seen]).toEqual(expect.arrayContaining(restored));
    },
    limit,
  );

  test(
    'that moves models takes the comments of each along, into the primary and out of it too',
    async () => {
      let comments = 0;
      const move = wish.map((each) => ({
        ...each,
        name: each.gone ? ('reorder-chain' as const) : each.name,
        gone: false,
      }));
      const law = fc.asyncProperty(anyConfig, move, async (text, each) => {
        comments += await movedRefsKeepComments(text, each);
      });
      await fc.assert(law, settings(some));
      expect(comments).toBeGreaterThan(some / 20);
    },
    limit,
  );

  test(
    'that was saved is undone to the very byte',
    async () => {
      let undone = 0;
      const numRuns = Math.ceil(runs / 20);
      const law = fc.asyncProperty(
        anyConfig,
        fc.array(wish, { minLength: 1, maxLength: 4 }),
        async (text, wishes) => {
          if (await undoRestoresBytes(text, wishes)) undone += 1;
        },
      );
      await fc.assert(law, settings(numRuns));
      expect(undone).toBeGreaterThan(numRuns / 10);
    },
    limit,
  );
});
