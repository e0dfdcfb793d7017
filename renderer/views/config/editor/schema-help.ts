import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  completionKeymap,
  insertCompletionText,
  pickedCompletion,
} from '@codemirror/autocomplete';
import { syntaxTree } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { type EditorView, hoverTooltip, keymap } from '@codemirror/view';
import type { SchemaHint } from '../../../../shared/contract/config-commands.ts';
import type { Translator } from '../../../../shared/messages/index.ts';
import { pathAt } from './path-at.ts';
import { type Quote, treeUpTo, type WordAt, wordAt } from './word-at.ts';

export type AskHint = (path: (string | number)[]) => Promise<SchemaHint | null>;

/** Completion and hover help, in the words of the gateway's own schema. */
export function schemaHelp(ask: AskHint, translator: Translator): Extension {
  return [
    autocompletion({ override: [(context) => complete(context, ask)], icons: false }),
    keymap.of(completionKeymap),
    hoverTooltip(async (view, position) => hover(view, position, ask, translator), { hoverTime: 400 }),
  ];
}

export async function complete(context: CompletionContext, ask: AskHint): Promise<CompletionResult | null> {
  const { state, pos, explicit } = context;
  const word = wordAt(state, pos);
  if (word === null || (!explicit && word.from >= pos)) return null;
  const at = pathAt(treeUpTo(state, pos), pos, (from, to) => state.sliceDoc(from, to));
  const hint = await ask(at.path);
  if (hint === null || context.aborted) return null;
  const options = at.isKey ? keyOptions(hint) : choiceOptions(hint);
  if (options.length === 0) return null;
  const validFor = word.quote === '' ? /^[\w$.-]*$/ : /^[^"'\\\n]*$/;
  return { from: Math.min(word.start, pos), options, validFor };
}

function keyOptions(hint: SchemaHint): Completion[] {
  return hint.keys.map(({ key, title, description }) => ({
    label: key,
    apply: writes((word) => `${keyText(key, word.quote)}${word.hasColon ? '' : ': '}`),
    ...(title === null || title === key ? {} : { detail: title }),
    ...(description === null ? {} : { info: description }),
  }));
}

function choiceOptions(hint: SchemaHint): Completion[] {
  const isText = hint.type === null || hint.type.includes('string');
  return hint.choices.map((choice) => ({
    label: choice,
    apply: writes(({ quote }) => (isText ? quoted(choice, quote === '' ? '"' : quote) : choice)),
  }));
}

/** In place of the whole word as it is when the choice is made, not only of what stands before the cursor. */
function writes(text: (word: WordAt) => string): Exclude<Completion['apply'], string | undefined> {
  return (view, completion, from, to) => {
    const word = wordAt(view.state, to) ?? { from, to, start: from, quote: '', hasColon: false };
    view.dispatch({
      ...insertCompletionText(view.state, text(word), word.from, word.to),
      annotations: pickedCompletion.of(completion),
    });
  };
}

function keyText(key: string, quote: Quote): string {
  if (quote !== '') return quoted(key, quote);
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
}

function quoted(text: string, quote: '"' | "'"): string {
  const double = JSON.stringify(text);
  return quote === '"' ? double : `'${double.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

async function hover(view: EditorView, position: number, ask: AskHint, { t, format }: Translator) {
  const at = pathAt(syntaxTree(view.state), position, (from, to) => view.state.sliceDoc(from, to));
  const path = at.isKey
    ? [...at.path, view.state.sliceDoc(at.from, at.to).replace(/^["']|["']$/g, '')]
    : at.path;
  const hint = path.length === 0 ? null : await ask(path);
  if (hint === null) return null;
  const lines = [
    hint.title ?? path.join('.'),
    hint.description,
    hint.type === null ? null : t('configView.hint.type', { type: hint.type }),
    hint.choices.length === 0 ? null : t('configView.hint.choices', { choices: format.list(hint.choices) }),
  ].filter((line) => line !== null);
  return { pos: at.from, end: at.to, above: true, create: () => ({ dom: paragraphs(lines) }) };
}

function paragraphs(lines: readonly string[]): HTMLElement {
  const box = document.createElement('div');
  box.className = 'cm-hint';
  for (const line of lines) {
    const paragraph = document.createElement('p');
    paragraph.textContent = line;
    box.append(paragraph);
  }
  return box;
}
