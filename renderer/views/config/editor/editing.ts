import {
  Annotation,
  type ChangeSet,
  EditorSelection,
  type EditorState,
  type Extension,
  StateEffect,
  StateField,
  type TransactionSpec,
} from '@codemirror/state';
import { type Command, type EditorView, keymap } from '@codemirror/view';

/** Undo and redo, and the few keys a plain text needs beyond what the browser does by itself. */

type Step = { changes: ChangeSet; before: EditorSelection; at: number };
type Steps = { done: readonly Step[]; undone: readonly Step[] };

const setSteps = StateEffect.define<Steps>();
const isTravel = Annotation.define<boolean>();
const joinWithinMs = 500;
const mostSteps = 500;

/** Typing without a pause is one step. */
const steps = StateField.define<Steps>({
  create: () => ({ done: [], undone: [] }),
  update(value, transaction) {
    for (const effect of transaction.effects) if (effect.is(setSteps)) return effect.value;
    if (!transaction.docChanged || transaction.annotation(isTravel) === true) return value;
    const inverse = transaction.changes.invert(transaction.startState.doc);
    const at = performance.now();
    const last = value.done.at(-1);
    const isTyping = transaction.isUserEvent('input.type') || transaction.isUserEvent('delete.backward');
    if (last !== undefined && isTyping && at - last.at < joinWithinMs) {
      const joined = { changes: inverse.compose(last.changes), before: last.before, at };
      return { done: [...value.done.slice(0, -1), joined], undone: [] };
    }
    const step = { changes: inverse, before: transaction.startState.selection, at };
    return { done: [...value.done.slice(1 - mostSteps), step], undone: [] };
  },
});

function travel(from: 'done' | 'undone', to: 'done' | 'undone'): Command {
  return ({ state, dispatch }) => {
    const value = state.field(steps);
    const step = value[from].at(-1);
    if (step === undefined) return false;
    const back: Step = { changes: step.changes.invert(state.doc), before: state.selection, at: 0 };
    dispatch(
      state.update({
        changes: step.changes,
        selection: step.before,
        scrollIntoView: true,
        annotations: isTravel.of(true),
        effects: setSteps.of({
          ...value,
          [from]: value[from].slice(0, -1),
          [to]: [...value[to], back],
        } as Steps),
        filter: false,
      }),
    );
    return true;
  };
}

function newLine({ state, dispatch }: EditorView): boolean {
  dispatch(
    state.update(
      state.changeByRange((range) => lineBreak(state, range.from, range.to)),
      { userEvent: 'input' },
    ),
  );
  return true;
}

function lineBreak(state: EditorState, from: number, to: number) {
  const line = state.doc.lineAt(from);
  const indent = /^\s*/.exec(line.text)?.[0].slice(0, from - line.from) ?? '';
  const opens = /[[{]\s*$/.test(line.text.slice(0, from - line.from));
  const insert = `${state.lineBreak}${indent}${opens ? '  ' : ''}`;
  return { changes: { from, to, insert }, range: EditorSelection.cursor(from + insert.length) };
}

function indentBy(step: 1 | -1): Command {
  return ({ state, dispatch }) => {
    const changes: NonNullable<TransactionSpec['changes']>[] = [];
    for (const { from, to } of state.selection.ranges) {
      for (let at = state.doc.lineAt(from).number; at <= state.doc.lineAt(to).number; at += 1) {
        const line = state.doc.line(at);
        const spaces = /^ {1,2}/.exec(line.text)?.[0].length ?? 0;
        if (step === 1) changes.push({ from: line.from, insert: '  ' });
        else if (spaces > 0) changes.push({ from: line.from, to: line.from + spaces });
      }
    }
    dispatch(state.update({ changes, userEvent: 'indent' }));
    return true;
  };
}

/** Tab leaves the editor, as everywhere else; brackets move lines. */
export function plainEditing(): Extension {
  return [
    steps,
    keymap.of([
      { key: 'Mod-z', run: travel('done', 'undone'), preventDefault: true },
      { key: 'Mod-y', mac: 'Mod-Shift-z', run: travel('undone', 'done'), preventDefault: true },
      { key: 'Mod-Shift-z', run: travel('undone', 'done'), preventDefault: true },
      { key: 'Enter', run: newLine },
      { key: 'Mod-]', run: indentBy(1) },
      { key: 'Mod-[', run: indentBy(-1) },
    ]),
  ];
}
