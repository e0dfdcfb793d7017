import { lineAndColumn } from './characters.ts';

type Json5ErrorCode = 'syntax' | 'too-deep' | 'too-large';

/** The text is not JSON5 we accept. The message is a plain sentence; the position is that of the mistake,
 *  or, for something never closed, of the place where it opens. */
export class Json5Error extends Error {
  override readonly name = 'Json5Error';
  readonly code: Json5ErrorCode;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 units. */
  readonly column: number;
  readonly offset: number;

  constructor(sentence: string, text: string, offset: number, code: Json5ErrorCode = 'syntax') {
    super(sentence);
    const place = lineAndColumn(text, offset);
    this.code = code;
    this.line = place.line;
    this.column = place.column;
    this.offset = offset;
  }
}

type EditRefusedCode =
  | 'no-such-path'
  | 'wrong-container'
  | 'index-out-of-range'
  | 'key-exists'
  | 'bad-order'
  | 'bad-value'
  | 'not-verified';

/** The edit does not fit the document, or its result did not pass the check. The text is left as it was. */
export class EditRefused extends Error {
  override readonly name = 'EditRefused';
  readonly code: EditRefusedCode;

  constructor(code: EditRefusedCode, sentence: string) {
    super(sentence);
    this.code = code;
  }
}
