import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** The editor in the tokens of the app, so that it follows light, dark and contrast with everything else. */
const chrome = EditorView.theme({
  '&': { height: '100%', color: 'var(--text)', backgroundColor: 'var(--window)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { font: '0.8125rem/1.25rem var(--font-mono)', overflow: 'auto' },
  '.cm-content': { padding: '8px 0', caretColor: 'var(--text)', userSelect: 'text' },
  '.cm-line': { padding: '0 12px 0 6px' },
  '.cm-gutters': {
    backgroundColor: 'var(--window)',
    color: 'var(--text-faint)',
    border: 'none',
    paddingLeft: '8px',
  },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--hover)' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--focus) 28%, transparent)',
  },
  '.cm-matchingBracket': { backgroundColor: 'var(--selected)', outline: '1px solid var(--hairline)' },
  '.cm-secret': {
    padding: '0 5px',
    borderRadius: '4px',
    backgroundColor: 'var(--selected)',
    color: 'var(--text-secondary)',
    letterSpacing: '1px',
  },
  '.cm-panels': { backgroundColor: 'var(--sidebar)', color: 'var(--text)', border: 'none' },
  '.cm-panels.cm-panels-bottom': { borderTop: '1px solid var(--hairline)' },
  '.cm-panel.cm-search': { padding: '6px 12px', font: 'var(--text-size)/var(--text-line) var(--font)' },
  '.cm-panel.cm-search input, .cm-panel.cm-search button, .cm-panel.cm-search label': {
    font: 'inherit',
    marginRight: '6px',
  },
  '.cm-panel.cm-search input, .cm-textfield': {
    border: '1px solid var(--field-edge)',
    borderRadius: '6px',
    backgroundColor: 'var(--control-face)',
    color: 'var(--text)',
  },
  '.cm-panel.cm-search button, .cm-button': {
    border: '1px solid var(--control-edge)',
    borderRadius: '6px',
    backgroundImage: 'none',
    backgroundColor: 'var(--control-face)',
    color: 'var(--text)',
  },
  '.cm-searchMatch': { backgroundColor: 'var(--look-wash)', outline: '1px solid var(--look)' },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--flame-wash)', outlineColor: 'var(--flame)' },
  '.cm-tooltip': {
    border: 'none',
    borderRadius: '8px',
    backgroundColor: 'var(--raised)',
    color: 'var(--text)',
    boxShadow: 'var(--overlay-shadow)',
    maxWidth: '26rem',
    overflow: 'hidden',
  },
  '.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--font)', maxHeight: '16rem' },
  '.cm-tooltip-autocomplete > ul > li': { padding: '3px 8px' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--selected)',
    color: 'var(--text)',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '600' },
  '.cm-completionDetail': { color: 'var(--text-secondary)', fontStyle: 'normal' },
  '.cm-completionInfo, .cm-hint': {
    padding: '6px 10px',
    font: 'var(--text-size)/var(--text-line) var(--font)',
  },
  '.cm-hint p + p': { marginTop: '4px', color: 'var(--text-secondary)' },
  '.cm-diagnostic': { font: 'var(--text-size)/var(--text-line) var(--font)', padding: '5px 10px' },
  '.cm-diagnostic-error': { borderLeft: '3px solid var(--broken)' },
  '.cm-diagnostic-warning': { borderLeft: '3px solid var(--look)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--broken) 1px',
    textUnderlineOffset: '3px',
  },
  '.cm-lintRange-warning': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--look) 1px',
    textUnderlineOffset: '3px',
  },
  '.cm-changedLine, .cm-insertedLine': { backgroundColor: 'var(--added-wash) !important' },
  '.cm-deletedChunk': { backgroundColor: 'var(--removed-wash)', paddingLeft: '6px' },
  '.cm-changedText, .cm-deletedText': { background: 'none !important', fontWeight: '600' },
  '.cm-collapsedLines': {
    background: 'var(--sunken)',
    color: 'var(--text-secondary)',
    padding: '3px 12px',
    font: 'var(--small-size)/var(--small-line) var(--font)',
  },
});

/** Two tints and the rest in greys: the file is read, not decorated. */
const words = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--text)', fontWeight: '550' },
  { tag: tags.string, color: 'var(--flame-text)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--added)' },
  {
    tag: [tags.comment, tags.lineComment, tags.blockComment],
    color: 'var(--text-secondary)',
    fontStyle: 'italic',
  },
  { tag: [tags.separator, tags.brace, tags.squareBracket], color: 'var(--text-secondary)' },
]);

export const editorLook: Extension = [chrome, syntaxHighlighting(words)];
