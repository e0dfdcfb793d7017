import { locate, locateKey } from '../json5/locate.ts';
import { type Doc, type Path, parse } from '../json5-document.ts';

/**
 * When a fallback becomes the primary, the comment behind it goes with it, and the old primary's comes back. Only where
 * it is certain which comment belongs to which; else text is unchanged.
 */
export function swapLineComments(text: string, a: Path, b: Path): string {
  const doc = parse(text);
  const first = behind(doc, a);
  const second = behind(doc, b);
  if (first === null || second === null || first.from === second.from) return text;
  const isMixed = first.inRow || second.inRow;
  // In a row, a comment to the end of the line would swallow what follows.
  if (isMixed && [first, second].some(({ comment }) => comment.trimStart().startsWith('//'))) return text;
  const [upper, lower] = first.from < second.from ? [first, second] : [second, first];
  return (
    text.slice(0, upper.from) +
    lower.comment +
    text.slice(upper.to, lower.from) +
    upper.comment +
    text.slice(lower.to)
  );
}

/** The comment behind a value: `comment` with its leading space, empty when there is none. */
type Behind = { from: number; to: number; comment: string; inRow: boolean };

const commentToLineEnd =
  /^(\s*,)?([^\S\r\n]*)(\/\/[^\r\n\u2028\u2029]*|\/\*[^\r\n]*?\*\/)?[^\S\r\n]*(?=\r|\n|$)/;
const commentBeforeComma = /^([^\S\r\n]*\/\*[^\r\n]*?\*\/)?(?=[^\S\r\n]*[,\]}])/;

function behind(doc: Doc, path: Path): Behind | null {
  const value = locate(doc, path);
  if (value === null) return null;
  const { text } = doc;
  const rest = text.slice(value.end);
  if (standsAlone(text, locateKey(doc, path)?.start ?? value.start)) {
    const found = commentToLineEnd.exec(rest);
    // A comma on a later line: not certain whose comment that would be.
    if (found !== null && !/[\r\n]/.test(found[1] ?? '')) {
      const from = value.end + (found[1] ?? '').length;
      const comment = found[3] === undefined ? '' : `${found[2] ?? ''}${found[3]}`;
      return { from, to: from + comment.length, comment, inRow: false };
    }
  }
  const found = commentBeforeComma.exec(rest);
  if (found === null) return null;
  const comment = found[1] ?? '';
  return { from: value.end, to: value.end + comment.length, comment, inRow: true };
}

/** First on its line, or first behind a comma that begins the line. */
function standsAlone(text: string, start: number): boolean {
  const lineStart = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
  const before = text.slice(lineStart, start).trim();
  return before === '' || before === ',';
}
