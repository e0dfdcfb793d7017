import { describe, expect, it } from 'vitest';
import { englishMessages } from '../../../../shared/messages/en/index.ts';
import { isNode, literalText, type Node, parseSource, readSources, templateParts, visit } from './sources.ts';

const keys = Object.keys(englishMessages);

/** Everything that can name a key: all of the app but the catalogues themselves. */
const sources = readSources(
  ['renderer', 'electron', 'shared'],
  (path) => !/^shared\/messages\/[^/]+\//.test(path),
);

/** `ability.${why}` names every key of that form; a template that starts with a place names none. */
function keyPattern(parts: readonly string[]): RegExp | null {
  if (parts.length < 2 || !/^[a-zA-Z]+\./.test(parts[0] ?? '')) return null;
  return new RegExp(`^${parts.map((part) => part.replaceAll('.', '\\.')).join('[\\w.-]+')}$`);
}

type Named = { literals: Set<string>; patterns: Map<string, RegExp> };

function namedIn(programs: readonly Node[]): Named {
  const named: Named = { literals: new Set(), patterns: new Map() };
  for (const program of programs) {
    visit(program, (node) => {
      const text = literalText(node);
      if (text !== null) named.literals.add(text);
      const pattern = keyPattern(templateParts(node) ?? []);
      if (pattern !== null) named.patterns.set(pattern.source, pattern);
    });
  }
  return named;
}

const unusedOf = (all: readonly string[], { literals, patterns }: Named): string[] =>
  all.filter((key) => !literals.has(key) && ![...patterns.values()].some((pattern) => pattern.test(key)));

const speakers = new Set(['t', 'sentence']);

/** `{ key: 'a.b', values: … }`: a sentence made without the function for it. */
function sentenceKey(node: Node): string[] | null {
  if (node.type !== 'ObjectExpression' || !Array.isArray(node.properties)) return null;
  const named = new Map(
    node.properties.filter(isNode).map(({ key, value }) => [isNode(key) ? key.name : null, value] as const),
  );
  const key = named.get('key');
  if (!named.has('values') || !isNode(key)) return null;
  const text = literalText(key);
  return text === null ? templateParts(key) : [text];
}

/** What a call that says something passes as its key: a text, or the fixed parts of a template. */
function saidKey(node: Node): string[] | null {
  if (node.type !== 'CallExpression' || !isNode(node.callee) || !Array.isArray(node.arguments)) return null;
  const name = node.callee.type === 'MemberExpression' ? node.callee.property : node.callee;
  const first: unknown = node.arguments[0];
  if (!isNode(name) || !speakers.has(String(name.name)) || !isNode(first)) return null;
  const text = literalText(first);
  return text === null ? templateParts(first) : [text];
}

function isKnown(parts: readonly string[]): boolean {
  if (parts.length === 1) return keys.includes(parts[0] ?? '');
  const pattern = keyPattern(parts);
  return pattern === null || keys.some((key) => pattern.test(key));
}

describe('the keys of the catalogue', () => {
  it('are all said somewhere in the app', () => {
    expect(unusedOf(keys, namedIn(sources.map(({ program }) => program)))).toEqual([]);
  });

  it('are there for everything the app says', () => {
    const unknown: string[] = [];
    let said = 0;
    for (const { path, program, line } of sources) {
      visit(program, (node) => {
        const parts = saidKey(node) ?? sentenceKey(node);
        if (parts === null) return;
        said += 1;
        if (!isKnown(parts)) unknown.push(`${path}:${line(node)} ${parts.join('…')}`);
      });
    }
    expect(unknown).toEqual([]);
    expect(said).toBeGreaterThan(500);
  });

  it('count as said by a text or by a template of their form, and by nothing else', () => {
    const { program } = parseSource(
      'x.ts',
      "t('a.one'); t(`a.state.§{state}`); log(`§{area}.three`);".replaceAll('§', '$'),
    );
    const all = ['a.one', 'a.state.warm', 'a.three', 'b.one'];
    expect(unusedOf(all, namedIn([program]))).toEqual(['a.three', 'b.one']);
  });
});
