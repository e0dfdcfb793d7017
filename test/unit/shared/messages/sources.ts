import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';

/** The app's own source as syntax trees, for tests about the words in it. */

export type Node = { type: string; start: number } & Record<string, unknown>;
export type Source = { path: string; program: Node; line: (node: Node) => number };

const root = fileURLToPath(new URL('../../../..', import.meta.url));

export function readSources(folders: readonly string[], wanted: (path: string) => boolean): Source[] {
  const paths = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      relative(root, join(root, folder, name)).replaceAll('\\', '/'),
    ),
  );
  return paths.filter((path) => /\.tsx?$/.test(path) && wanted(path)).map(readSource);
}

function readSource(path: string): Source {
  return parseSource(path, readFileSync(join(root, path), 'utf8'));
}

export function parseSource(path: string, text: string): Source {
  const { program, errors } = parseSync(path, text);
  if (errors[0] !== undefined) throw new Error(`${path}: ${errors[0].message}`);
  const line = (node: Node) => text.slice(0, node.start).split('\n').length;
  return { path, program: program as unknown as Node, line };
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

export function childrenOf(node: Node): Node[] {
  return Object.values(node).flat().filter(isNode);
}

export function visit(node: Node, seen: (node: Node) => void): void {
  seen(node);
  for (const child of childrenOf(node)) visit(child, seen);
}

export function literalText(node: Node): string | null {
  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : null;
}

/** The fixed parts of a template text, in order. */
export function templateParts(node: Node): string[] | null {
  if (node.type !== 'TemplateLiteral' || !Array.isArray(node.quasis)) return null;
  return node.quasis.filter(isNode).map(({ value }) => {
    const cooked = (value as { cooked?: unknown }).cooked;
    return typeof cooked === 'string' ? cooked : '';
  });
}
