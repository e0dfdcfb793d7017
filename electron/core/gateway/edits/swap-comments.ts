import { locate, locateKey } from '../json5/locate.ts';
import { type Doc, type Path, parse } from '../json5-document.ts';

/**
 * When a fallback becomes the primary, the comment on its line goes with it, and the old primary's comes back. Only
 * where both stand alone on their line, so that it is certain which comment belongs to which; else text is unchanged.
 */
export function swapLineComments(text: string, a: Path, b: Path): string {
  const doc = parse(text);
  const first = lineEnd(doc, a);
  const second = lineEnd(doc, b);
  if (first === null || second === null || first.from === second.from) return text;
  const [upper, lower] = first.from < second.from ? [first, second] : [second, first];
  return (
    text.slice(0, upper.from) +
    lower.comment +
    text.slice(upper.to, lower.from) +
    upper.comment +
    text.slice(lower.to)
  );
}

/** What stands between an item and the end of its line: `comment` with its leading space, empty when there is none. */
type LineEnd = { from: number; to: number; comment: string };

function lineEnd(doc: Doc, path: Path): LineEnd | null {
  const value = locate(doc, path);
  if (value === null) return null;
  const start = locateKey(doc, path)?.start ?? value.start;
  const { text } = doc;
  const lineStart = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
  if (text.slice(lineStart, start).trim() !== '') return null;
  const rest = /^(\s*,)?([^\S\r\n]*)(\/\/[^\r\n\u2028\u2029]*|\/\*[^\r\n]*?\*\/)?[^\S\r\n]*(?=\r|\n|$)/.exec(
    text.slice(value.end),
  );
  // A comma on a later line, or more items behind it: not certain whose comment that would be.
  if (rest === null || /[\r\n]/.test(rest[1] ?? '')) return null;
  const from = value.end + (rest[1] ?? '').length;
  const comment = rest[3] === undefined ? '' : `${rest[2] ?? ''}${rest[3]}`;
  return { from, to: from + comment.length, comment };
}
