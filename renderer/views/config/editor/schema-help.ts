import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  completionKeymap,
} from '@codemirror/autocomplete';
import { syntaxTree } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { type EditorView, hoverTooltip, keymap } from '@codemirror/view';
import type { SchemaHint } from '../../../../shared/contract/config-commands.ts';
import type { Translator } from '../../../../shared/messages/index.ts';
import { pathAt } from './path-at.ts';

export type AskHint = (path: (string | number)[]) => Promise<SchemaHint | null>;

/** Completion and hover help, in the words of the gateway's own schema. */
export function schemaHelp(ask: AskHint, translator: Translator): Extension {
  return [
    autocompletion({ override: [(context) => complete(context, ask)], icons: false }),
    keymap.of(completionKeymap),
    hoverTooltip(async (view, position) => hover(view, position, ask, translator), { hoverTime: 400 }),
  ];
}

async function complete(context: CompletionContext, ask: AskHint): Promise<CompletionResult | null> {
  const { state, pos, explicit } = context;
  const at = pathAt(syntaxTree(state), pos, (from, to) => state.sliceDoc(from, to));
  const word = context.matchBefore(/["']?[\w.-]*/);
  const isTyping = word !== null && word.from < word.to;
  if (!explicit && !isTyping) return null;
  const hint = await ask(at.path);
  if (hint === null || context.aborted) return null;
  const options = at.isKey ? keyOptions(hint) : choiceOptions(hint);
  return options.length === 0 ? null : { from: word?.from ?? pos, options, validFor: /^["']?[\w.-]*$/ };
}

function keyOptions(hint: SchemaHint): Completion[] {
  return hint.keys.map(({ key, title, description }) => ({
    label: key,
    apply: `${/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key)}: `,
    ...(title === null || title === key ? {} : { detail: title }),
    ...(description === null ? {} : { info: description }),
  }));
}

function choiceOptions(hint: SchemaHint): Completion[] {
  const isText = hint.type === null || hint.type.includes('string');
  return hint.choices.map((choice) => ({ label: choice, apply: isText ? JSON.stringify(choice) : choice }));
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
