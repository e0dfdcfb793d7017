import { EditorState, type Extension, Prec, RangeSetBuilder } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  EditorView,
  type KeyBinding,
  keymap,
  ViewPlugin,
  WidgetType,
} from '@codemirror/view';

/** Placeholders of secrets: one thing to step over, to delete as a whole or to leave, never to edit halfway. */
const placeholder = /•••• secret [0-9a-z]{6} ••••/g;

class SecretWidget extends WidgetType {
  readonly label: string;

  constructor(label: string) {
    super();
    this.label = label;
  }

  override eq(other: SecretWidget): boolean {
    return other.label === this.label;
  }

  override toDOM(): HTMLElement {
    const span = document.createElement('span');
    span.className = 'cm-secret';
    span.setAttribute('role', 'img');
    span.setAttribute('aria-label', this.label);
    span.textContent = '••••••••';
    return span;
  }
}

export function hiddenSecrets(label: string): Extension {
  const decoration = Decoration.replace({ widget: new SecretWidget(label) });
  const plugin = ViewPlugin.define(
    (view) => ({
      secrets: secretsIn(view, decoration),
      update(update) {
        if (update.docChanged || update.viewportChanged) this.secrets = secretsIn(update.view, decoration);
      },
    }),
    {
      decorations: (value) => value.secrets,
      provide: (which) =>
        EditorView.atomicRanges.of((view) => view.plugin(which)?.secrets ?? Decoration.none),
    },
  );
  return [plugin, wholeOrNot, Prec.high(keymap.of(removeWhole))];
}

function secretsIn(view: EditorView, decoration: Decoration): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges) {
    for (const match of view.state.sliceDoc(from, to).matchAll(placeholder)) {
      builder.add(from + match.index, from + match.index + match[0].length, decoration);
    }
  }
  return builder.finish();
}

/** A change that would cut a placeholder in two takes all of it, or does not happen. */
const wholeOrNot = EditorState.changeFilter.of((transaction) => {
  const broken: number[] = [];
  const text = transaction.startState.doc;
  transaction.changes.iterChangedRanges((from, to) => {
    const start = text.lineAt(from).from;
    const line = text.sliceString(start, text.lineAt(to).to);
    for (const match of line.matchAll(placeholder)) {
      const a = start + match.index;
      const b = a + match[0].length;
      const isInside = from < b && to > a && !(from <= a && to >= b);
      const isInsertInside = from === to && from > a && from < b;
      if (isInside || isInsertInside) broken.push(a, b);
    }
  });
  return broken.length === 0 ? true : broken;
});

/** One press removes a whole placeholder; what the browser would take is a single character of it. */
const removeWhole: readonly KeyBinding[] = [
  { key: 'Backspace', run: (view) => removeBeside(view, 'to') },
  { key: 'Delete', run: (view) => removeBeside(view, 'from') },
];

function removeBeside(view: EditorView, edge: 'from' | 'to'): boolean {
  const { main } = view.state.selection;
  if (!main.empty) return false;
  const line = view.state.doc.lineAt(main.head);
  for (const match of line.text.matchAll(placeholder)) {
    const from = line.from + match.index;
    const to = from + match[0].length;
    if ((edge === 'to' ? to : from) !== main.head) continue;
    view.dispatch({ changes: { from, to }, userEvent: 'delete' });
    return true;
  }
  return false;
}
