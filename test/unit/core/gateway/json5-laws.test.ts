import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edit, parse } from '../../../../electron/core/gateway/json5-document.ts';
import { editKeepsAllLaws, inverseRestoresBytes } from './json5-laws.ts';
import {
  choice,
  commaFirstDocument,
  configs,
  rowDocument,
  runs,
  settings,
  tidyDocument,
  wildDocument,
  within,
} from './json5-random.ts';

const timeout = 30_000 + runs * 30;
const layouts = [
  ['one item per line', tidyDocument],
  ['commas first', commaFirstDocument],
  ['several items on a line', rowDocument],
  ['realistic configs', fc.constantFrom(...configs)],
] as const;
const anyLayout = [...layouts, ['white space and comments anywhere', wildDocument]] as const;

/*
 * What undoing can promise.
 * - move, reorder: the inverse gives the original bytes in every layout people write (one item per line, several on
 *   a line, commas first). Only where a line had to be broken, so that a line comment swallows nothing, or a comment
 *   stood on an odd side of a comma, may white space and the side of a comma differ afterwards.
 * - insert into a container that holds something, then remove: the original bytes, in the same layouts.
 *   Into an empty one: `[ ]` may come back as `[]`.
 * - set, remove: what was written there is gone from the text, so there is no inverse edit. Undo takes the old
 *   bytes of the range, which the history of the file keeps; that nothing else changed is the law on bytes outside.
 */
describe('an edit', () => {
  it.each(anyLayout)(
    'keeps items, comments, line ends and all bytes elsewhere: %s',
    (_, texts) => {
      const edited = new Set<string>();
      fc.assert(
        fc.property(texts, choice, (text, wish) =>
          within(() => edited.add(editKeepsAllLaws(text, wish)?.edit.op ?? 'none')),
        ),
        settings(),
      );
      if (runs >= 200)
        for (const op of ['set', 'insert', 'remove', 'move', 'reorder']) expect(edited).toContain(op);
    },
    timeout,
  );

  it.each(layouts)(
    'is taken back to the byte by its inverse: %s',
    (_, texts) => {
      let undone = 0;
      fc.assert(
        fc.property(texts, choice, (text, wish) =>
          within(() => {
            if (inverseRestoresBytes(text, wish)) undone++;
          }),
        ),
        settings(),
      );
      expect(undone).toBeGreaterThan(runs / 10);
    },
    timeout,
  );

  it(
    'keeps all laws through a chain of edits',
    () => {
      fc.assert(
        fc.property(wildDocument, fc.array(choice, { minLength: 2, maxLength: 5 }), (text, wishes) =>
          within(() => {
            let now = text;
            for (const wish of wishes) {
              const made = editKeepsAllLaws(now, wish);
              if (made !== null) now = edit(now, [made.edit]).text;
            }
            parse(now);
          }),
        ),
        settings(Math.ceil(runs / 4)),
      );
    },
    timeout,
  );
});
