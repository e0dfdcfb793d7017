import { isContainer, type Node } from './json5/types.ts';
import { type Doc, parse } from './json5-document.ts';
import { isLocalMarker, variablesIn } from './key-view.ts';

/** Where the secrets of a config's text stand: by the names of their keys, and by the look of well-known tokens. */

export type TextRange = { start: number; end: number };

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
  const occurrences = [...known].flatMap((secret) =>
    secret.length < shortestKnown ? [] : occurrencesOf(secret, text),
  );
  return withoutOverlaps([
    ...namedInLines(text, false),
    ...inHeaders(text),
    ...tokensIn(text),
    ...occurrences,
  ]);
}

/** Shorter ones are ordinary words as well, and would turn up in every sentence. */
const shortestKnown = 8;

function occurrencesOf(secret: string, text: string): TextRange[] {
  const found: TextRange[] = [];
  for (let at = text.indexOf(secret); at !== -1; at = text.indexOf(secret, at + secret.length)) {
    found.push({ start: at, end: at + secret.length });
  }
  return found;
}

function readable(text: string): Doc | null {
  try {
    return parse(text);
  } catch {
    return null;
  }
}

const secretWords =
  'api[-_]?key|token|secret|passw(?:or)?d|passphrase|authorization|credential|private[-_]?key|cookie|webhook[-_]?url|access[-_]?key|session[-_]?key|signing[-_]?key|encryption[-_]?key|master[-_]?key';
const secretKey = new RegExp(`(?:${secretWords})s?$`, 'i');
/** Names of variables, as people write them. */
const secretVariable =
  /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*_(KEY|TOKEN|SECRET|PASS|PASSWORD|PWD|AUTH|PAT|DSN)(_[A-Z0-9]+)?$/;
/** Numbers and limits that only sound like secrets. */
const notSecretKey = /^(max|context|total|input|output|reserve|keepRecent|soft|hard|min)?.*tokens$/i;
/** Objects whose every text is one: HTTP headers. */
const secretParents = new Set(['headers']);

function inValues(doc: Doc): TextRange[] {
  const found: TextRange[] = [];
  const stack: { node: Node; path: readonly string[] }[] = [{ node: doc.root, path: [] }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { node, path } = next;
    if (isContainer(node)) {
      for (const [index, item] of node.items.entries()) {
        stack.push({ node: item.value, path: [...path.slice(-2), item.key?.value ?? String(index)] });
      }
    } else if (node.type === 'string') {
      const inner = { start: node.start + 1, end: node.end - 1 };
      if (isSecret(path, String(node.value))) found.push(inner);
      else found.push(...tokensIn(doc.text, inner));
    }
  }
  return found;
}

function isSecret(path: readonly string[], value: string): boolean {
  if (value === '' || onlyVariables(value)) return false;
  const key = path.at(-1) ?? '';
  const parent = path.at(-2) ?? '';
  // Lists of keys: the name of the list decides.
  const name = /^\d+$/.test(key) ? parent : key;
  if (!isSecretName(name) && !secretParents.has(parent)) return false;
  return !(name === 'apiKey' && isLocalMarker(value, parent));
}

function isSecretName(name: string): boolean {
  return (secretKey.test(name) && !notSecretKey.test(name)) || secretVariable.test(name);
}

function onlyVariables(value: string): boolean {
  return variablesIn(value).length > 0 && /^(\$\{[A-Z_][A-Z0-9_]*\}|Bearer |\s)*$/.test(value);
}

/** A provider that was switched off by two slashes still has its key. */
function inComments(doc: Doc): TextRange[] {
  return doc.comments.flatMap(({ start, end }) => {
    const named = namedInLines(doc.text.slice(start, end), true);
    const moved = named.map((range) => ({ start: start + range.start, end: start + range.end }));
    return [...moved, ...tokensIn(doc.text, { start, end })];
  });
}

/** Bounded on every side: a long run of letters must not cost the square of its length. */
const namedValue = new RegExp(
  `(?<![\\w-])["']?([\\w-]{0,60}?(?:${secretWords})s?|[A-Z][A-Z0-9_]{0,60})["']?\\s{0,20}[:=]\\s{0,20}(?:(["'])((?:\\\\.|(?!\\2)[^\\\\\\r\\n])*)|([^\\s"',;{}[\\]()]+))`,
  'gi',
);
const plainValue = /^([-+]?[\d._]+|0x[\da-f]+|true|false|null|undefined)$/i;

/** `prose`: a word behind a colon is not yet a secret; one with a digit in it is taken for one. */
function namedInLines(text: string, prose: boolean): TextRange[] {
  return [...text.matchAll(namedValue)].flatMap((match) => {
    const [whole, name = '', quote, quoted = '', bare = ''] = match;
    const value = quote === undefined ? bare : quoted;
    if (!isSecretName(name) || value === '' || onlyVariables(value)) return [];
    if (isLocalMarker(value, '')) return [];
    if (quote === undefined && plainValue.test(value)) return [];
    if (quote === undefined && prose && !(value.length >= 6 && /\d/.test(value))) return [];
    const end = match.index + whole.length;
    return [{ start: end - value.length, end }];
  });
}

/** Objects whose every text is a secret, also where their end is not there any more. */
function inHeaders(text: string): TextRange[] {
  return [...text.matchAll(/\bheaders["']?\s{0,20}:\s{0,20}\{([^{}]{0,4000})/g)].flatMap((match) => {
    const [whole, inside = ''] = match;
    const start = match.index + whole.length - inside.length;
    return [...inside.matchAll(/:\s{0,20}(["'])((?:\\.|(?!\1)[^\\\r\n])+)/g)].flatMap((each) => {
      const [part, , value = ''] = each;
      const end = start + each.index + part.length;
      return onlyVariables(value) ? [] : [{ start: end - value.length, end }];
    });
  });
}

/** What the keys of well-known services look like, and passwords in addresses. */
const token = new RegExp(
  [
    '(?<![\\w-])sk-[\\w-]{16,}',
    '(?<![\\w-])(?:gh[pousr]_|github_pat_|glpat-|hf_|gsk_|r8_|nvapi-|tvly-|pplx-)[\\w-]{16,}',
    '(?<![\\w-])xai-[\\w-]{32,}',
    '(?<![\\w-])xox[abeprs]-[\\w-]{10,}',
    '(?<![\\w-])xapp-[\\w-]{10,}',
    '(?<![\\w-])AIza[\\w-]{30,}',
    '(?<![\\w-])AKIA[A-Z0-9]{16}(?!\\w)',
    '(?<![\\w-])\\d{8,10}:[\\w-]{35}(?![\\w-])',
    '(?<![\\w-])eyJ[\\w-]{8,}\\.[\\w-]{8,}\\.[\\w-]+',
    '(?<=\\bBearer )(?!\\$\\{)[\\w.~+/=-]{8,}',
    '(?<=hooks\\.slack\\.com/services/)[\\w/-]+',
    '(?<=discord(?:app)?\\.com/api/webhooks/)[\\w/-]+',
    '(?<=://[^\\s/:@"\']{0,200}:)(?!\\$\\{)[^\\s/@"\']{1,500}(?=@)',
  ].join('|'),
  'g',
);

function tokensIn(text: string, { start, end }: TextRange = { start: 0, end: text.length }): TextRange[] {
  return [...text.slice(start, end).matchAll(token)].map((match) => {
    const from = start + match.index;
    return { start: from, end: from + match[0].length };
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
