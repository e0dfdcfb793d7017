import { checkStep, checkWithGatewaysReader } from './commit.ts';
import { EditRefused } from './errors.ts';
import { containerAt, itemIndex, nodeAtPath, replaceAt } from './expected.ts';
import { parse } from './parse.ts';
import { exchangeSplices, type Place } from './permute.ts';
import { applySplices, replaceRange } from './splice.ts';
import type { Doc, Json, Path, Splice } from './types.ts';
import { getOwn, toValue } from './value.ts';

/**
 * Two texts of one file change places, spelling and comments included: what a fallback that becomes the primary needs.
 * Proven like every edit. Where the comments cannot be proven to have come through, they stay and the values go alone.
 */
export function exchange(text: string, a: Path, b: Path): string {
  const doc = parse(text);
  const expected = exchangedValue(doc, a, b);
  try {
    return proven(doc, exchangeSplices(doc, placeOf(doc, a), placeOf(doc, b)), expected);
  } catch (error) {
    if (!(error instanceof EditRefused && error.code === 'not-verified')) throw error;
    return proven(doc, valuesOnly(doc, a, b), expected);
  }
}

function proven(doc: Doc, splices: readonly Splice[], expected: Json): string {
  const next = parseResult(applySplices(doc.text, splices));
  checkStep(doc, next, expected, []);
  checkWithGatewaysReader(next.text, expected);
  return next.text;
}

function parseResult(text: string): Doc {
  try {
    return parse(text);
  } catch (error) {
    throw new EditRefused('not-verified', `the changed text could not be read: ${String(error)}`);
  }
}

function placeOf(doc: Doc, path: Path): Place {
  const container = containerAt(doc.root, path.slice(0, -1));
  const index = container === null ? -1 : itemIndex(container, path.at(-1) ?? '');
  if (container === null || index < 0) throw new EditRefused('no-such-path', 'there is nothing to exchange');
  return { container, index };
}

function valuesOnly(doc: Doc, a: Path, b: Path): Splice[] {
  const [one, other] = [nodeAtPath(doc.root, a), nodeAtPath(doc.root, b)];
  if (one === null || other === null) throw new EditRefused('no-such-path', 'there is nothing to exchange');
  return [
    replaceRange(one.start, one.end, doc.text.slice(other.start, other.end)),
    replaceRange(other.start, other.end, doc.text.slice(one.start, one.end)),
  ];
}

/** On plain data, without any of the editor's work on the text. */
function exchangedValue(doc: Doc, a: Path, b: Path): Json {
  const value = toValue(doc);
  const [one, other] = [valueAt(value, a), valueAt(value, b)];
  if (one === undefined || other === undefined)
    throw new EditRefused('no-such-path', 'there is nothing to exchange');
  return replaceAt(replaceAt(value, a, other), b, one);
}

function valueAt(value: Json, path: Path): Json | undefined {
  return path.reduce<Json | undefined>(getOwn, value);
}
