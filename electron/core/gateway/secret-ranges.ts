import { isContainer, type Node } from './json5/types.ts';
import { type Doc, parse } from './json5-document.ts';
import { isLocalMarker } from './key-view.ts';
import { namedInLines, secretsInLines, tokensIn } from './secret-lines.ts';
import { isHarmlessVariable, isSecretName, onlyVariables } from './secret-names.ts';

/** Where the secrets of a config's text stand: by the names of their keys, and by the look of well-known tokens. */

export type TextRange = {
  start: number;
  end: number;
  /** A number: what stands in its place has to be a text, with quotes. */
  isNumber?: true;
};

/** The characters between the quotes of every value that is a secret, and tokens in comments, in order. */
export function secretRanges(text: string, known: Iterable<string> = []): TextRange[] {
  const doc = readable(text);
  return doc === null
    ? secretRangesOfLines(text, known)
    : withoutOverlaps([...inValues(doc), ...inComments(doc)]);
}

/**
 * A text that can't be parsed (half written, damaged) is masked line by line, rather too much than too little, and so
 * is every secret that was known from before.
 */
export function secretRangesOfLines(text: string, known: Iterable<string> = []): TextRange[] {
  return withoutOverlaps(secretsInLines(text, known));
}

function readable(text: string): Doc | null {
  try {
    return parse(text);
  } catch {
    return null;
  }
}

/** Objects whose every text is one: HTTP headers. */
const headersName = 'headers';
/** Objects of variables, such as a server of the gateway's is started with. */
const variablesNames = new Set(['env', 'vars']);

function inValues(doc: Doc): TextRange[] {
  const found: TextRange[] = [];
  const stack: { node: Node; path: readonly string[]; flag: string | null }[] = [
    { node: doc.root, path: [], flag: null },
  ];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { node, path, flag } = next;
    if (isContainer(node)) {
      for (const [index, item] of node.items.entries()) {
        const before = node.type === 'array' ? node.items[index - 1]?.value : undefined;
        stack.push({
          node: item.value,
          path: [...path.slice(-2), item.key?.value ?? String(index)],
          flag: before?.type === 'string' ? String(before.value) : null,
        });
      }
    } else if (node.type === 'string') {
      const inner = { start: node.start + 1, end: node.end - 1 };
      if (isSecret(path, String(node.value)) || isSecretArgument(flag, String(node.value))) found.push(inner);
      else found.push(...tokensIn(doc.text, inner), ...inArgument(doc.text, inner, flag));
    } else if (node.type === 'number' && isSecretName(nameOf(path))) {
      found.push({ start: node.start, end: node.end, isNumber: true });
    }
  }
  return found;
}

/** Lists of keys: the name of the list decides. */
function nameOf(path: readonly string[]): string {
  const key = path.at(-1) ?? '';
  return /^\d+$/.test(key) ? (path.at(-2) ?? '') : key;
}

function isSecret(path: readonly string[], value: string): boolean {
  if (value === '' || onlyVariables(value)) return false;
  const parent = path.at(-2) ?? '';
  const name = nameOf(path);
  if (isSecretName(name)) return !(name === 'apiKey' && isLocalMarker(value, parent));
  // A header may have several values, in a list.
  if (path.slice(-3, -1).includes(headersName)) return true;
  if (variablesNames.has(parent)) return !isHarmlessVariable(value);
  if (parent === 'auth' && name === 'value') return true;
  return name === 'serviceAccount' && value.trimStart().startsWith('{');
}

/** The text after `--api-key` in a list of arguments. */
function isSecretArgument(flag: string | null, value: string): boolean {
  return flag !== null && /^--?\w/.test(flag) && isSecretName(flag) && value !== '' && !onlyVariables(value);
}

/** `--token=…` in one text, and the value of a header behind its flag. */
function inArgument(text: string, { start, end }: TextRange, flag: string | null): TextRange[] {
  const written = text.slice(start, end);
  const [, name = '', assigned = ''] = /^(--?[\w-]{1,60})=([\s\S]+)$/.exec(written) ?? [];
  const header =
    flag === '-H' || flag === '--header' ? /^[\w-]{1,100}:\s{0,20}([\s\S]+)$/.exec(written)?.[1] : undefined;
  const value = header ?? (isSecretName(name) ? assigned : '');
  return value === '' || onlyVariables(value) ? [] : [{ start: end - value.length, end }];
}

/** A provider that was switched off by two slashes still has its key. */
function inComments(doc: Doc): TextRange[] {
  return doc.comments.flatMap(({ start, end }) => {
    const named = namedInLines(doc.text.slice(start, end), true);
    const moved = named.map((range) => ({ start: start + range.start, end: start + range.end }));
    return [...moved, ...tokensIn(doc.text, { start, end })];
  });
}

function withoutOverlaps(ranges: readonly TextRange[]): TextRange[] {
  const kept: TextRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1);
    if (last === undefined || range.start >= last.end) kept.push(range);
    else last.end = Math.max(last.end, range.end);
  }
  return kept;
}
