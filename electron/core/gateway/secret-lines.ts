import { isLocalMarker } from './key-view.ts';
import { isHarmlessVariable, isSecretName, onlyVariables, secretWordsPattern } from './secret-names.ts';
import type { TextRange } from './secret-ranges.ts';

/** Secrets in a text that is taken line by line: comments, sentences, and configs that can't be parsed. */

/** Whatever is or looks like a secret, and every one that is known; may overlap. */
export function secretsInLines(text: string, known: Iterable<string>): TextRange[] {
  const occurrences = [...known].flatMap((secret) =>
    secret.length < shortestKnown ? [] : occurrencesOf(secret, text),
  );
  return [
    ...namedInLines(text, false),
    ...inMaps(text),
    ...inArguments(text),
    ...tokensIn(text),
    ...occurrences,
  ];
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

/** Bounded on every side: a long run of letters must not cost the square of its length. */
const namedValue = new RegExp(
  `(?<![\\w-])["']?([\\w-]{0,60}?(?:${secretWordsPattern})s?|[A-Z][A-Z0-9_]{0,60})["']?\\s{0,20}[:=]\\s{0,20}(?:(["'])((?:\\\\.|(?!\\2)[^\\\\\\r\\n])*)|([^\\s"',;{}[\\]()]+))`,
  'gi',
);
const plainNumber = /^([-+]?[\d._]+|0x[\da-f]+)$/i;
const plainWord = /^(true|false|null|undefined)$/i;

/** `prose`: a word behind a colon is not yet a secret; one with a digit in it is taken for one. */
export function namedInLines(text: string, prose: boolean): TextRange[] {
  return [...text.matchAll(namedValue)].flatMap((match) => {
    const [whole, name = '', quote, quoted = '', bare = ''] = match;
    const value = quote === undefined ? bare : quoted;
    if (!isSecretName(name) || value === '' || onlyVariables(value)) return [];
    if (isLocalMarker(value, '')) return [];
    if (quote === undefined && (plainWord.test(value) || (prose && plainNumber.test(value)))) return [];
    if (quote === undefined && prose && !(value.length >= 6 && /\d/.test(value))) return [];
    const end = match.index + whole.length;
    return [{ start: end - value.length, end }];
  });
}

/** Objects whose every text is a secret, also where their end is not there any more. */
function inMaps(text: string): TextRange[] {
  return [...text.matchAll(/\b(headers|env|vars)["']?\s{0,20}:\s{0,20}\{([^{}]{0,4000})/g)].flatMap(
    (match) => {
      const [whole, name, inside = ''] = match;
      const start = match.index + whole.length - inside.length;
      return [...inside.matchAll(/:\s{0,20}(["'])((?:\\.|(?!\1)[^\\\r\n])+)/g)].flatMap((each) => {
        const [part, , value = ''] = each;
        const end = start + each.index + part.length;
        const isPlain = onlyVariables(value) || (name !== 'headers' && isHarmlessVariable(value));
        return isPlain ? [] : [{ start: end - value.length, end }];
      });
    },
  );
}

/** A flag and its value as two texts of a list. */
function inArguments(text: string): TextRange[] {
  const pair = /(["'])(--?[\w-]{1,60})\1\s{0,20},\s{0,20}(["'])((?:\\.|(?!\3)[^\\\r\n])+)/g;
  return [...text.matchAll(pair)].flatMap((match) => {
    const [whole, , flag = '', , value = ''] = match;
    const end = match.index + whole.length;
    return isSecretName(flag) && !onlyVariables(value) ? [{ start: end - value.length, end }] : [];
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
    // Keys in the query of an address, in whatever case the service writes their names.
    `(?<=[?&][\\w.-]{0,40}(?i:${secretWordsPattern}|key|auth|pass|pwd|sig|signature)s?=)(?!\\$\\{)[^\\s&#"'\\\\]{1,2000}`,
    '-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?:(?!-----END)[\\s\\S]){0,20000}',
    '(?<=://[^\\s/:@"\']{0,200}:)(?!\\$\\{)[^\\s/@"\']{1,500}(?=@)',
  ].join('|'),
  'g',
);

export function tokensIn(
  text: string,
  { start, end }: TextRange = { start: 0, end: text.length },
): TextRange[] {
  return [...text.slice(start, end).matchAll(token)].map((match) => {
    const from = start + match.index;
    return { start: from, end: from + match[0].length };
  });
}
