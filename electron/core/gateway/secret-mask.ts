import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Random } from '../ports.ts';
import { isContainer, type Node } from './json5/types.ts';
import { type Doc, parse } from './json5-document.ts';
import { isLocalMarker, variablesIn } from './key-view.ts';

/**
 * Secret values never reach a window: in texts and diffs they are placeholders, and when a text comes back each
 * placeholder becomes the very characters it stood for. A placeholder says nothing about its secret, not even its
 * length, and is the same for the same secret as long as the app runs.
 */
export type SecretMask = {
  mask(text: string): { text: string; secrets: number };
  /** A placeholder that is not ours, or was cut in two, is refused: it would be written as a key. */
  unmask(text: string): Result<string>;
};

const placeholder = /•••• secret [0-9a-z]{6} ••••/g;
const remains = /••••|\bsecret [0-9a-z]{6}\b/;

export function createSecretMask(random: Random): SecretMask {
  const bySecret = new Map<string, string>();
  const byPlaceholder = new Map<string, string>();

  function placeholderFor(raw: string): string {
    const known = bySecret.get(raw);
    if (known !== undefined) return known;
    let made: string;
    do {
      made = `•••• secret ${Math.floor(random() * 36 ** 6)
        .toString(36)
        .padStart(6, '0')} ••••`;
    } while (byPlaceholder.has(made));
    bySecret.set(raw, made);
    byPlaceholder.set(made, raw);
    return made;
  }

  return {
    mask(text) {
      const ranges = secretRanges(text);
      let masked = '';
      let at = 0;
      for (const { start, end } of ranges) {
        masked += text.slice(at, start) + placeholderFor(text.slice(start, end));
        at = end;
      }
      return { text: masked + text.slice(at), secrets: ranges.length };
    },
    unmask(text) {
      let unknown = false;
      const restored = text.replace(placeholder, (found) => {
        const raw = byPlaceholder.get(found);
        unknown ||= raw === undefined;
        return raw ?? found;
      });
      if (unknown || remains.test(restored)) {
        return fail(
          'edit-not-possible',
          'A placeholder of a secret was changed. Write the whole new value, or undo the change.',
        );
      }
      return ok(restored);
    },
  };
}

type TextRange = { start: number; end: number };

/** The characters between the quotes of every value that is a secret. */
export function secretRanges(text: string): TextRange[] {
  const doc = readable(text);
  return doc === null ? secretRangesOfLines(text) : secretsIn(doc);
}

function readable(text: string): Doc | null {
  try {
    return parse(text);
  } catch {
    return null;
  }
}

const secretKey =
  /(api[-_]?key|token|secret|passw(or)?d|passphrase|authorization|credential|private[-_]?key|cookie|webhook[-_]?url|access[-_]?key|session[-_]?key)s?$/i;
/** Numbers and limits that only sound like secrets. */
const notSecretKey = /^(max|context|total|input|output|reserve|keepRecent|soft|hard|min)?.*tokens$/i;
/** Objects whose every text is one: HTTP headers, variables given to programs. */
const secretParents = new Set(['headers']);

function secretsIn(doc: Doc): TextRange[] {
  const found: TextRange[] = [];
  const stack: { node: Node; path: readonly string[] }[] = [{ node: doc.root, path: [] }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { node, path } = next;
    if (isContainer(node)) {
      for (const [index, item] of node.items.entries()) {
        stack.push({ node: item.value, path: [...path.slice(-6), item.key?.value ?? String(index)] });
      }
    } else if (node.type === 'string' && isSecret(path, String(node.value))) {
      found.push({ start: node.start + 1, end: node.end - 1 });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function isSecret(path: readonly string[], value: string): boolean {
  if (value === '' || onlyVariables(value)) return false;
  const key = path.at(-1) ?? '';
  const parent = path.at(-2) ?? '';
  const inEnvVars = path.at(-3) === 'env' && parent === 'vars';
  // Lists of keys: the name of the list decides.
  const name = /^\d+$/.test(key) ? parent : key;
  const named = secretKey.test(name) && !notSecretKey.test(name);
  if (!named && !secretParents.has(parent) && !(inEnvVars && secretKey.test(key))) return false;
  return !(name === 'apiKey' && isLocalMarker(value, parent));
}

function onlyVariables(value: string): boolean {
  return variablesIn(value).length > 0 && /^(\$\{[A-Z_][A-Z0-9_]*\}|Bearer |\s)*$/.test(value);
}

/** A text that can't be parsed (half written, damaged) is masked line by line, rather too much than too little. */
function secretRangesOfLines(text: string): TextRange[] {
  const line =
    /(["']?[\w-]*(?:api[-_]?key|token|secret|passw(?:or)?d|authorization|credential|private[-_]?key|cookie)s?["']?\s*:\s*)(["'])((?:\\.|(?!\2)[^\\\r\n])*)/gi;
  return [...text.matchAll(line)].flatMap((match) => {
    const value = match[3] ?? '';
    const start = match.index + (match[1] ?? '').length + 1;
    return value === '' || onlyVariables(value) ? [] : [{ start, end: start + value.length }];
  });
}
