import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Random } from '../ports.ts';
import { secretRanges, secretRangesOfLines, type TextRange } from './secret-ranges.ts';

/**
 * Secret values never reach a window: in texts and diffs they are placeholders, and when a text comes back each
 * placeholder becomes the very characters it stood for. A placeholder says nothing about its secret, not even its
 * length, and is the same for the same secret as long as the app runs.
 */
export type SecretMask = {
  mask(text: string): { text: string; secrets: number };
  /** A placeholder that is not ours, or was cut in two, is refused: it would be written as a key. */
  unmask(text: string): Result<string>;
  /** For sentences, comments and messages: whatever is or looks like a secret becomes its placeholder. */
  hide(text: string): string;
};

const placeholder = /•••• secret [0-9a-z]{6} ••••/g;
/** With the quotes straight around it: those of a number are ours. */
const quotedPlaceholder = /(["']?)(•••• secret [0-9a-z]{6} ••••)\1/g;
type Masked = { raw: string; isNumber: boolean };

const dots = '••••';
const placeholders = 36 ** 6;

export function createSecretMask(random: Random): SecretMask {
  const bySecret = new Map<string, string>();
  const byId = new Map<string, Masked>();
  /** Apart from the texts: a text of the same digits stays a text. */
  const numbers = new Map<string, string>();
  /** A file may hold such dots itself, for example where another program wrote a masked text back. */
  let fileHasDots = false;

  function placeholderFor(raw: string, isNumber: boolean): string {
    const numbered = isNumber ? numbers : bySecret;
    const known = numbered.get(raw);
    if (known !== undefined) return known;
    let number = Math.floor(random() * placeholders);
    let id = idOf(number);
    while (byId.has(id)) {
      number = (number + 1) % placeholders;
      id = idOf(number);
    }
    const made = `${dots} secret ${id} ${dots}`;
    numbered.set(raw, made);
    byId.set(id, { raw, isNumber });
    return made;
  }

  function replaceRanges(text: string, ranges: readonly TextRange[]): string {
    let masked = '';
    let at = 0;
    for (const { start, end, isNumber = false } of ranges) {
      const shown = placeholderFor(text.slice(start, end), isNumber);
      // The text stays one that can be parsed.
      masked += text.slice(at, start) + (isNumber ? `"${shown}"` : shown);
      at = end;
    }
    return masked + text.slice(at);
  }

  /** What is left of one of ours after somebody cut into it. */
  function isRemains(text: string): boolean {
    if (!fileHasDots && text.includes(dots)) return true;
    return [...text.matchAll(/\bsecret ([0-9a-z]{6})\b/g)].some((match) => byId.has(match[1] ?? ''));
  }

  return {
    mask(text) {
      const ranges = secretRanges(text, known());
      fileHasDots ||= text.includes(dots);
      return { text: replaceRanges(text, ranges), secrets: ranges.length };
    },
    unmask(text) {
      const found = [...text.matchAll(placeholder)].map(([whole]) => secretOf(whole));
      // Looked for outside the secrets themselves: what is in them is nobody's business.
      if (found.includes(undefined) || isRemains(text.replace(placeholder, ''))) {
        return fail(
          'edit-not-possible',
          'A placeholder of a secret was changed. Write the whole new value, or undo the change.',
        );
      }
      return ok(
        text.replace(quotedPlaceholder, (whole, quote: string, inner: string) => {
          const masked = secretOf(inner);
          if (masked === undefined) return whole;
          return masked.isNumber ? masked.raw : quote + masked.raw + quote;
        }),
      );
    },
    hide: (text) => replaceRanges(text, secretRangesOfLines(text, known())),
  };

  function known(): string[] {
    return [...bySecret.keys(), ...numbers.keys()];
  }

  function secretOf(whole: string): Masked | undefined {
    return byId.get(whole.slice(dots.length + 8, -dots.length - 1));
  }
}

function idOf(number: number): string {
  return number.toString(36).padStart(6, '0');
}
