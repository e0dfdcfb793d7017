import {
  BACKSLASH,
  CARRIAGE_RETURN,
  isBlank,
  isDigit,
  isHexDigit,
  isIdContinue,
  isIdStart,
  isLineEnd,
  LINE_FEED,
} from './characters.ts';
import { Json5Error } from './errors.ts';
import type { Comment } from './types.ts';

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** Reads the smallest parts: white space and comments, strings, numbers, bare keys. */
export class Scanner {
  readonly text: string;
  readonly comments: Comment[] = [];
  pos = 0;

  constructor(text: string) {
    this.text = text;
  }

  fail(sentence: string, offset: number): never {
    throw new Json5Error(sentence, this.text, offset);
  }

  /** Moves to the next token; gives its first code unit, NaN at the end of the text. */
  skipTrivia(): number {
    for (;;) {
      const code = this.text.charCodeAt(this.pos);
      if (code === 47) this.readComment();
      else if (isBlank(code) || isLineEnd(code)) this.pos++;
      else return code;
    }
  }

  private readComment(): void {
    const { text, pos: start } = this;
    const second = text.charCodeAt(start + 1);
    if (second === 47) {
      let end = start + 2;
      while (end < text.length && !isLineEnd(text.charCodeAt(end))) end++;
      this.pos = end;
      this.comments.push({ start, end, line: true });
    } else if (second === 42) {
      const close = text.indexOf('*/', start + 2);
      if (close < 0) this.fail('Comment opened here is never closed', start);
      this.pos = close + 2;
      this.comments.push({ start, end: close + 2, line: false });
    } else {
      this.fail('"/" must be followed by "/" or "*" to start a comment', start);
    }
  }

  /** What stands at `offset`, for a sentence. */
  tokenAt(offset: number): string {
    const codePoint = this.text.codePointAt(offset);
    if (codePoint === undefined) return 'the end of the file';
    const letter = String.fromCodePoint(codePoint);
    return /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(letter)
      ? letter === '"'
        ? `'"'`
        : `"${letter}"`
      : `the character U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
  }

  readString(): string {
    const { text, pos: start } = this;
    const quote = text.charCodeAt(start);
    let pos = start + 1;
    let from = pos;
    let out = '';
    for (;;) {
      const code = text.charCodeAt(pos);
      if (code === quote) break;
      if (code === BACKSLASH) {
        out += text.slice(from, pos);
        this.pos = pos + 1;
        out += this.readEscape(start);
        pos = this.pos;
        from = pos;
      } else if (code === LINE_FEED || code === CARRIAGE_RETURN) {
        this.fail('String opened here is not closed before the end of the line', start);
      } else if (pos >= text.length) {
        this.fail('String opened here is not closed before the end of the file', start);
      } else pos++;
    }
    this.pos = pos + 1;
    return out === '' ? text.slice(from, pos) : out + text.slice(from, pos);
  }

  private readEscape(stringStart: number): string {
    const { text, pos } = this;
    if (pos >= text.length)
      this.fail('String opened here is not closed before the end of the file', stringStart);
    const code = text.charCodeAt(pos);
    const letter = String.fromCodePoint(text.codePointAt(pos) ?? 0);
    this.pos = pos + letter.length;
    if (isLineEnd(code)) {
      if (code === CARRIAGE_RETURN && text.charCodeAt(pos + 1) === LINE_FEED) this.pos++;
      return '';
    }
    if (letter === 'x') return this.readHex(2);
    if (letter === 'u') return this.readHex(4);
    if (isDigit(code)) {
      if (code === 48 && !isDigit(text.charCodeAt(pos + 1))) return '\0';
      this.fail(
        `"\\${letter}" is not an escape JSON5 knows: a backslash may not stand before a digit`,
        pos - 1,
      );
    }
    return SIMPLE_ESCAPES[letter] ?? letter;
  }

  private readHex(digits: 2 | 4): string {
    const { text, pos } = this;
    for (let at = pos; at < pos + digits; at++) {
      if (!isHexDigit(text.charCodeAt(at))) {
        this.fail(`${digits} hexadecimal digits are needed after "\\${text[pos - 1]}"`, pos - 2);
      }
    }
    this.pos = pos + digits;
    return String.fromCharCode(Number.parseInt(text.slice(pos, pos + digits), 16));
  }

  readIdentifier(): string {
    const { text } = this;
    const start = this.pos;
    let plain = start;
    while (text.charCodeAt(plain) < 128 && isIdContinue(text.charCodeAt(plain))) plain++;
    const needsCare = plain === start || isDigit(text.charCodeAt(start)) || !(text.charCodeAt(plain) < 128);
    if (!needsCare && text.charCodeAt(plain) !== BACKSLASH) {
      this.pos = plain;
      return text.slice(start, plain);
    }
    return this.readRareIdentifier(start);
  }

  /** A bare key with escapes or with letters outside ASCII, or no key at all. */
  private readRareIdentifier(start: number): string {
    const { text } = this;
    let out = '';
    for (let first = true; ; first = false) {
      const at = this.pos;
      const codePoint = text.codePointAt(at);
      if (codePoint === BACKSLASH) {
        if (text[at + 1] !== 'u')
          this.fail('a backslash in a key must be followed by "u" and four digits', at);
        this.pos = at + 2;
        const letter = this.readHex(4);
        const escaped = letter.charCodeAt(0);
        if (!(first ? isIdStart(escaped) : isIdContinue(escaped))) {
          this.fail('this escaped character may not stand in a key without quotes', at);
        }
        out += letter;
      } else if (codePoint !== undefined && (first ? isIdStart(codePoint) : isIdContinue(codePoint))) {
        const letter = String.fromCodePoint(codePoint);
        out += letter;
        this.pos = at + letter.length;
      } else if (first) {
        this.fail(
          `a key was expected, got ${this.tokenAt(at)} (other keys than plain words need quotes)`,
          start,
        );
      } else return out;
    }
  }

  readNumber(): number {
    const { text, pos: start } = this;
    const sign = text.charCodeAt(start) === 45 ? -1 : 1;
    const signed = sign === -1 || text.charCodeAt(start) === 43;
    let pos = signed ? start + 1 : start;
    if (signed && text.startsWith('Infinity', pos))
      return this.numberUpTo(pos + 8, sign * Number.POSITIVE_INFINITY);
    if (signed && text.startsWith('NaN', pos)) return this.numberUpTo(pos + 3, Number.NaN);
    const from = pos;
    if (text.charCodeAt(pos) === 48 && (text.charCodeAt(pos + 1) | 32) === 120)
      return this.readHexNumber(pos, sign);
    pos = skipDigits(text, pos);
    const whole = pos - from;
    if (whole > 1 && text.charCodeAt(from) === 48) this.fail('a number may not begin with a zero', start);
    let fraction = 0;
    if (text.charCodeAt(pos) === 46) {
      const point = pos;
      pos = skipDigits(text, pos + 1);
      fraction = pos - point - 1;
    }
    if (whole + fraction === 0) this.fail('this number has no digits', start);
    if ((text.charCodeAt(pos) | 32) === 101) {
      const next = text.charCodeAt(pos + 1);
      const digits = pos + (next === 43 || next === 45 ? 2 : 1);
      pos = skipDigits(text, digits);
      if (pos === digits) this.fail('this number has no digits in its exponent', start);
    }
    return this.numberUpTo(pos, sign * Number(text.slice(from, pos)));
  }

  private readHexNumber(from: number, sign: number): number {
    let pos = from + 2;
    while (isHexDigit(this.text.charCodeAt(pos))) pos++;
    if (pos === from + 2) this.fail('this hexadecimal number has no digits', from);
    return this.numberUpTo(pos, sign * Number(this.text.slice(from, pos)));
  }

  private numberUpTo(end: number, value: number): number {
    this.pos = end;
    return value;
  }
}

function skipDigits(text: string, offset: number): number {
  let at = offset;
  while (isDigit(text.charCodeAt(at))) at++;
  return at;
}
