import { isDigit, isIdContinue, isIdStart } from './characters.ts';
import { Json5Error } from './errors.ts';
import { Scanner } from './scan.ts';
import type { ContainerNode, Doc, Item, Key, Limits, Node } from './types.ts';

export const DEFAULT_DEPTH = 1_000;
const DEFAULT_CHARS = 16 * 1024 * 1024;

/** One pass, no recursion: deep nesting ends in an error, never in a full call stack. */
export function parse(text: string, limits: Limits = {}): Doc {
  const chars = limits.chars ?? DEFAULT_CHARS;
  if (text.length > chars) {
    const sentence = `the text is too large: ${text.length} characters, at most ${chars} are read`;
    throw new Json5Error(sentence, text, 0, 'too-large');
  }
  const scanner = new Scanner(text);
  if (Number.isNaN(scanner.skipTrivia()))
    scanner.fail('a value was expected, the file is empty', scanner.pos);
  const root = readValue(scanner);
  if (root.type === 'object' || root.type === 'array')
    readContents(scanner, root, limits.depth ?? DEFAULT_DEPTH);
  if (!Number.isNaN(scanner.skipTrivia())) {
    scanner.fail(`the end of the file was expected, got ${scanner.tokenAt(scanner.pos)}`, scanner.pos);
  }
  return { text, root, comments: scanner.comments };
}

/** Reads everything inside `root`, keeping the open containers on a list of our own. */
function readContents(scanner: Scanner, root: ContainerNode, depth: number): void {
  const outer: ContainerNode[] = [];
  let current = root;
  if (depth < 1) failTooDeep(scanner, root, depth);
  for (;;) {
    const code = scanner.skipTrivia();
    if (code === closerOf(current)) {
      scanner.pos++;
      current.end = scanner.pos;
      const parent = outer.pop();
      if (parent === undefined) return;
      current = parent;
      finishItem(scanner, current);
      continue;
    }
    if (Number.isNaN(code)) failUnclosed(scanner, current);
    const start = scanner.pos;
    const key = current.type === 'object' ? readKey(scanner, current, code) : null;
    const value = readValue(scanner);
    current.items.push({ start, end: value.end, key, value, comma: -1 });
    if (value.type === 'object' || value.type === 'array') {
      outer.push(current);
      current = value;
      if (outer.length >= depth) failTooDeep(scanner, value, depth);
    } else finishItem(scanner, current);
  }
}

/** After a value: its comma, or the bracket that closes the container (left for the caller). */
function finishItem(scanner: Scanner, container: ContainerNode): void {
  const item = container.items.at(-1) as Item;
  item.end = item.value.end;
  const code = scanner.skipTrivia();
  if (code === 44) {
    item.comma = scanner.pos++;
  } else if (Number.isNaN(code)) {
    failUnclosed(scanner, container);
  } else if (code !== closerOf(container)) {
    const closer = String.fromCharCode(closerOf(container));
    const hint = mayStartItem(scanner) ? ' (missing comma after the previous entry?)' : '';
    scanner.fail(`"," or "${closer}" expected, got ${scanner.tokenAt(scanner.pos)}${hint}`, scanner.pos);
  }
}

function readKey(scanner: Scanner, container: ContainerNode, code: number): Key {
  const start = scanner.pos;
  const value = code === 34 || code === 39 ? scanner.readString() : scanner.readIdentifier();
  const key = { start, end: scanner.pos, value };
  const next = scanner.skipTrivia();
  if (Number.isNaN(next)) failUnclosed(scanner, container);
  if (next !== 58)
    scanner.fail(`":" expected after the key, got ${scanner.tokenAt(scanner.pos)}`, scanner.pos);
  scanner.pos++;
  if (Number.isNaN(scanner.skipTrivia())) failUnclosed(scanner, container);
  return key;
}

/** A scalar is read whole, of a container only the opening bracket. */
function readValue(scanner: Scanner): Node {
  const start = scanner.pos;
  const code = scanner.text.charCodeAt(start);
  switch (code) {
    case 123:
    case 91:
      scanner.pos++;
      return { type: code === 91 ? 'array' : 'object', start, end: -1, items: [] };
    case 34:
    case 39: {
      const value = scanner.readString();
      return { type: 'string', start, end: scanner.pos, value };
    }
    case 43:
    case 45:
    case 46: {
      const value = scanner.readNumber();
      return { type: 'number', start, end: scanner.pos, value };
    }
    default: {
      if (!isDigit(code)) return readWord(scanner, start);
      const value = scanner.readNumber();
      return { type: 'number', start, end: scanner.pos, value };
    }
  }
}

function readWord(scanner: Scanner, start: number): Node {
  const { text } = scanner;
  let end = start;
  while (end - start < 9 && isIdContinue(text.codePointAt(end) ?? 32)) end++;
  scanner.pos = end;
  switch (text.slice(start, end)) {
    case 'null':
      return { type: 'null', start, end, value: null };
    case 'true':
      return { type: 'boolean', start, end, value: true };
    case 'false':
      return { type: 'boolean', start, end, value: false };
    case 'Infinity':
      return { type: 'number', start, end, value: Number.POSITIVE_INFINITY };
    case 'NaN':
      return { type: 'number', start, end, value: Number.NaN };
    default: {
      const word = isIdStart(text.codePointAt(start) ?? 32);
      const hint = word ? ' (a text value needs quotes)' : `, got ${scanner.tokenAt(start)}`;
      return scanner.fail(`a value was expected${hint}`, start);
    }
  }
}

function mayStartItem(scanner: Scanner): boolean {
  const codePoint = scanner.text.codePointAt(scanner.pos) ?? 32;
  return isIdContinue(codePoint) || '"\'[{+-.\\'.includes(String.fromCodePoint(codePoint));
}

function closerOf(container: ContainerNode): number {
  return container.type === 'object' ? 125 : 93;
}

function failUnclosed(scanner: Scanner, container: ContainerNode): never {
  const bracket = container.type === 'object' ? '{' : '[';
  return scanner.fail(`"${bracket}" opened here is never closed`, container.start);
}

function failTooDeep(scanner: Scanner, container: ContainerNode, depth: number): never {
  const sentence = `the text is nested too deep: at most ${depth} brackets may be open at once`;
  throw new Json5Error(sentence, scanner.text, container.start, 'too-deep');
}
