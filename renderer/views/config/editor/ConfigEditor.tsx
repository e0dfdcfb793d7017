import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, indentUnit, LanguageSupport } from '@codemirror/language';
import { type Diagnostic, linter, lintGutter } from '@codemirror/lint';
import { unifiedMergeView } from '@codemirror/merge';
import { highlightSelectionMatches, openSearchPanel, search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Text } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { json5Language } from 'codemirror-json5';
import { useEffect, useRef } from 'react';
import type { ConfigIssue } from '../../../../shared/contract/config-commands.ts';
import type { Result } from '../../../../shared/result.ts';
import { cx } from '../../../components/cx.ts';
import { useTranslator } from '../../../state/language.tsx';
import { useApi } from '../../../state/store-context.ts';
import styles from '../Config.module.css';
import { editorLook } from './look.ts';
import { editorPhrases } from './phrases.ts';
import { schemaHelp } from './schema-help.ts';
import { hiddenSecrets } from './secrets.ts';

export type ConfigEditorProps = {
  file: string;
  text: string;
  /** The file on the disk, to show the difference to; null: only the text. */
  compareWith: string | null;
  goTo: { line: number; column: number } | null;
  /** Opens the search; a new object each time somebody asks. */
  find: object | null;
  onChange: (text: string) => void;
  /** What is wrong with the text, or why that could not be found out. */
  onChecked: (answer: Result<readonly ConfigIssue[]>) => void;
};

/** The file itself, in CodeMirror. Nothing here writes: it only tells what was typed. */
export default function ConfigEditor(props: ConfigEditorProps) {
  const { file, text, compareWith, goTo, find } = props;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const compare = useRef(new Compartment());
  const translator = useTranslator();
  const api = useApi();

  useEffect(() => {
    if (host.current === null) return;
    const check = linter(
      async (shown) => {
        const answer = await api.checkText({ file, text: shown.state.doc.toString() });
        const issues = answer.ok ? answer.value : [];
        latest.current.onChecked(answer);
        return issues.flatMap((issue) => diagnostic(issue, file, shown.state.doc, translator.say) ?? []);
      },
      { delay: 400 },
    );
    const { t } = translator;
    // Inside a shadow root the editor's styles are adopted sheets; anywhere else they would be inline styles, which
    // the content policy refuses.
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: 'open' });
    const editor = new EditorView({
      parent: root,
      root,
      state: EditorState.create({
        doc: latest.current.text,
        extensions: [
          EditorState.phrases.of(editorPhrases(t)),
          lineNumbers(),
          highlightActiveLineGutter(),
          highlightActiveLine(),
          drawSelection(),
          bracketMatching(),
          highlightSelectionMatches(),
          search({ top: false }),
          history(),
          indentUnit.of('  '),
          // Tab leaves the editor, as everywhere else: brackets with Mod move lines in and out.
          keymap.of([...searchKeymap, ...historyKeymap, ...defaultKeymap]),
          new LanguageSupport(json5Language),
          hiddenSecrets(t('configView.secret')),
          schemaHelp(async (path) => {
            const hint = await api.schemaHint({ path });
            return hint.ok ? hint.value : null;
          }, translator),
          check,
          lintGutter(),
          editorLook,
          compare.current.of([]),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({
            'aria-label': t('configView.editor', { file }),
            tabindex: '0',
            spellcheck: 'false',
            autocorrect: 'off',
            autocapitalize: 'off',
          }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    // Scrolled by the keyboard too, when the text itself has no focus.
    editor.scrollDOM.tabIndex = 0;
    view.current = editor;
    return () => {
      view.current = null;
      editor.destroy();
    };
  }, [file, api, translator]);

  useEffect(() => {
    const editor = view.current;
    if (editor === null || editor.state.doc.toString() === text) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text }, filter: false });
  }, [text]);

  useEffect(() => {
    const merge =
      compareWith === null
        ? []
        : unifiedMergeView({
            original: compareWith,
            mergeControls: false,
            collapseUnchanged: { margin: 3, minSize: 6 },
          });
    view.current?.dispatch({ effects: compare.current.reconfigure(merge) });
  }, [compareWith]);

  useEffect(() => {
    const editor = view.current;
    if (editor === null || goTo === null) return;
    const at = positionOf(editor.state.doc, goTo);
    editor.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
    editor.focus();
  }, [goTo]);

  useEffect(() => {
    if (view.current !== null && find !== null) openSearchPanel(view.current);
  }, [find]);

  return <div ref={host} className={cx(styles.editor)} />;
}

function positionOf(doc: Text, { line, column }: { line: number; column: number }): number {
  const found = doc.line(Math.min(Math.max(1, line), doc.lines));
  return Math.min(found.from + Math.max(0, column - 1), found.to);
}

function diagnostic(
  issue: ConfigIssue,
  file: string,
  doc: Text,
  say: (sentence: ConfigIssue['sentence']) => string,
): Diagnostic | null {
  if (issue.place === null || issue.place.file !== file) return null;
  const from = positionOf(doc, issue.place);
  const end = doc.lineAt(from).to;
  const word = /^["'\w$.-]+/.exec(doc.sliceString(from, end))?.[0].length ?? 1;
  return {
    from,
    to: Math.min(end, from + word),
    severity: issue.level === 'error' ? 'error' : 'warning',
    message: say(issue.sentence),
  };
}
