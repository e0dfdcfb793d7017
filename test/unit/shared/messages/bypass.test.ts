import { describe, expect, it } from 'vitest';
import { isNode, literalText, type Node, parseSource, readSources, templateParts, visit } from './sources.ts';

const allowed = new Set([
  'Pilotlight',
  // Examples of what to type, the same in every language.
  'http://192.168.1.40:11434',
  'MY_PROVIDER_API_KEY',
  // Said when the app could not start: then no language may be at hand either.
  'Pilotlight could not start',
]);

/** What React shows or a screen reader says. */
const spokenProps = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-roledescription',
  'aria-valuetext',
  'advice',
  'description',
  'errorMessage',
  'heading',
  'label',
  'note',
  'placeholder',
  'text',
  'textValue',
  'title',
]);

/** What the system shows for the app: menus, dialogs, notifications. */
const systemProps = new Set([
  'body',
  'buttons',
  'checkboxLabel',
  'closeButtonText',
  'detail',
  'label',
  'message',
  'sublabel',
  'subtitle',
  'title',
  'toolTip',
]);
const systemCalls = new Set(['setToolTip', 'setTitle', 'showErrorBox', 'setBadge']);

const isWords = (text: string): boolean => /\p{L}{2}/u.test(text) && !allowed.has(text.trim());

/** The texts an expression can turn into by itself, without asking the catalogue. */
function ownTexts(node: unknown): string[] {
  if (!isNode(node)) return [];
  const text = literalText(node);
  if (text !== null) return [text];
  switch (node.type) {
    case 'TemplateLiteral':
      return templateParts(node) ?? [];
    case 'ConditionalExpression':
      return [...ownTexts(node.consequent), ...ownTexts(node.alternate)];
    case 'LogicalExpression':
    case 'BinaryExpression':
      return node.operator === '+' || node.type === 'LogicalExpression'
        ? [...ownTexts(node.left), ...ownTexts(node.right)]
        : [];
    case 'ArrayExpression':
      return Array.isArray(node.elements) ? node.elements.flatMap(ownTexts) : [];
    case 'JSXExpressionContainer':
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
      return ownTexts(node.expression);
    default:
      return [];
  }
}

function nameOf(node: unknown): string {
  if (!isNode(node)) return '';
  return literalText(node) ?? (typeof node.name === 'string' ? node.name : '');
}

function textsInJsx(node: Node): string[] {
  if (node.type === 'JSXText') return [String(node.value)];
  if (node.type === 'JSXAttribute' && spokenProps.has(nameOf(node.name))) return ownTexts(node.value);
  if (node.type !== 'JSXElement' && node.type !== 'JSXFragment') return [];
  const children = Array.isArray(node.children) ? node.children : [];
  return children.flatMap((child) =>
    isNode(child) && child.type === 'JSXExpressionContainer' ? ownTexts(child) : [],
  );
}

function textsForSystem(node: Node): string[] {
  if (node.type === 'Property' && systemProps.has(nameOf(node.key))) return ownTexts(node.value);
  if (node.type !== 'CallExpression' || !isNode(node.callee) || !Array.isArray(node.arguments)) return [];
  const called = node.callee.type === 'MemberExpression' ? node.callee.property : node.callee;
  return systemCalls.has(nameOf(called)) ? node.arguments.flatMap(ownTexts) : [];
}

type Finder = (node: Node) => string[];

function bypassing(sources: ReturnType<typeof readSources>, find: Finder): string[] {
  const found: string[] = [];
  for (const { path, program, line } of sources) {
    visit(program, (node) => {
      for (const text of find(node).filter(isWords)) found.push(`${path}:${line(node)} ${text.trim()}`);
    });
  }
  return found;
}

describe('text beside the catalogue', () => {
  it('is nowhere in the windows', () => {
    const sources = readSources(['renderer'], (path) => path.endsWith('.tsx'));
    expect(sources.length).toBeGreaterThan(50);
    expect(bypassing(sources, textsInJsx)).toEqual([]);
  });

  it('is nowhere in the menus, dialogs and notifications of the system', () => {
    const sources = readSources(['electron/desktop', 'electron/core'], (path) =>
      /^electron\/(desktop\/|core\/(tray|app-notices|notif))/.test(path),
    );
    expect(sources.length).toBeGreaterThan(15);
    expect(bypassing(sources, textsForSystem)).toEqual([]);
  });

  it.each([
    ['<p>Hello</p>', 'Hello'],
    ['<p>{wide ? "Hello" : null}</p>', 'Hello'],
    ['<button aria-label="Close now" />', 'Close now'],
    ['<button title={`Close $' + '{name}`} />', 'Close'],
    ['<p>{count + " models"}</p>', 'models'],
  ])('is found in %s', (text, words) => {
    expect(bypassing([parseSource('x.tsx', text)], textsInJsx)).toEqual([`x.tsx:1 ${words}`]);
  });

  it.each(["menu({ label: 'Quit' })", "tray.setToolTip('Quit')", "ask({ buttons: [t('a'), 'Quit'] })"])(
    'is found in %s',
    (text) => {
      expect(bypassing([parseSource('x.ts', text)], textsForSystem)).toEqual(['x.ts:1 Quit']);
    },
  );

  it('is not found where the catalogue, a name or a class speaks', () => {
    const text = '<p className="wide" title={t("a.b")}>Pilotlight {t("a.c")} · {name}</p>';
    expect(bypassing([parseSource('x.tsx', text)], textsInJsx)).toEqual([]);
  });
});
