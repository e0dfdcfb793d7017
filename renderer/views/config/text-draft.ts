import type { MaskedText } from '../../../shared/contract/config-commands.ts';

/** The text of one file as somebody writes it, beside the file it began from. */
export type TextDraft = {
  base: MaskedText;
  text: string;
  /** The file as it is now, where it is another one than the text began from and there is something to lose. */
  outside: MaskedText | null;
};

export function openDraft(base: MaskedText): TextDraft {
  return { base, text: base.text, outside: null };
}

export function isUnsaved(draft: TextDraft | undefined): boolean {
  return draft !== undefined && draft.text !== draft.base.text;
}

/** The file was read again: nothing written means it is taken over, else the person decides. */
export function withFile(draft: TextDraft | undefined, file: MaskedText): TextDraft {
  if (draft === undefined || !isUnsaved(draft)) return openDraft(file);
  if (file.hash === draft.base.hash) return { ...draft, outside: null };
  // What was written is in the file now, for example because it was saved.
  return file.text === draft.text ? openDraft(file) : { ...draft, outside: file };
}

/** The text goes on, compared with the file as it is now. */
export function keepMine(draft: TextDraft): TextDraft {
  return draft.outside === null ? draft : { base: draft.outside, text: draft.text, outside: null };
}

export function takeFile(draft: TextDraft): TextDraft {
  return openDraft(draft.outside ?? draft.base);
}
