import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  isNode,
  literalText,
  type Node,
  parseSource,
  readSources,
  visit,
} from '../shared/messages/sources.ts';

/**
 * electron/core knows neither Electron nor real time, randomness, network or disk. The lint rule says so while one
 * types; here is the whole rule: what is not named may not come in.
 */
const pureLibraries = ['valibot', 'ajv', 'diff', 'eventsource-parser', 'json5'];
const rooms = ['electron/core/', 'shared/'];
const elsewhere =
  'Put what touches the outside into electron/adapters/ (Electron: electron/desktop/) and pass it in through electron/core/ports.ts.';
/** What asks the machine; as a value passed in it is fine. */
const machine = new Set(['Date.now', 'Math.random', 'performance.now', 'crypto.randomUUID', 'process.env']);

type Finding = string;

function intruders({ path: file, program, line }: ReturnType<typeof parseSource>): Finding[] {
  const found: Finding[] = [];
  visit(program, (node) => {
    const wanted = importedBy(node);
    if (wanted !== null && !mayCome(file, wanted)) found.push(`${file}:${line(node)} imports ${wanted}`);
    const asked = askedOfMachine(node);
    if (asked !== null) found.push(`${file}:${line(node)} uses ${asked}`);
  });
  return found;
}

function importedBy(node: Node): string | null {
  const kinds = ['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration', 'ImportExpression'];
  if (!kinds.includes(node.type) || !isNode(node.source)) return null;
  return literalText(node.source) ?? 'what only a run can tell';
}

function mayCome(file: string, wanted: string): boolean {
  if (!wanted.startsWith('.'))
    return pureLibraries.some((name) => wanted === name || wanted.startsWith(`${name}/`));
  const target = path.posix.join(path.posix.dirname(file), wanted);
  return rooms.some((room) => target.startsWith(room));
}

function askedOfMachine(node: Node): string | null {
  if (node.type === 'NewExpression' && isNode(node.callee) && node.callee.name === 'Date') {
    return Array.isArray(node.arguments) && node.arguments.length === 0 ? 'new Date()' : null;
  }
  if (node.type !== 'MemberExpression' || !isNode(node.object) || !isNode(node.property)) return null;
  const name = `${String(node.object.name)}.${String(node.property.name)}`;
  return machine.has(name) ? name : null;
}

describe('electron/core', () => {
  it('takes in only shared/, its own files and pure libraries, and asks no machine', () => {
    const sources = readSources(['electron/core'], () => true);
    expect(sources.length).toBeGreaterThan(100);
    expect(sources.flatMap(intruders), elsewhere).toEqual([]);
  });

  it.each([
    "import { x } from '../node-app.ts'",
    "import { x } from '../../test/fakes/builders.ts'",
    "import { WebSocket } from 'ws'",
    "import client from 'prom-client'",
    "import { app } from 'electron/main'",
    "import { readFile } from 'node:fs'",
    "import { readFile } from 'fs'",
    "export * from '../adapters/disk-files.ts'",
    "const late = import('../headless/serve.ts')",
    'const x = import(name)',
    'const at = Date.now()',
    'const at = new Date()',
    'const luck = Math.random()',
  ])('would notice %s', (text) => {
    expect(intruders(parseSource('electron/core/app.ts', text))).toHaveLength(1);
  });

  it.each([
    "import * as v from 'valibot'",
    "import unicode from 'json5/lib/unicode.js'",
    "import { ok } from '../../shared/result.ts'",
    "import { x } from './servers/types.ts'",
    'const day = new Date(at)',
    'const most = Math.max(1, now())',
  ])('has nothing against %s', (text) => {
    expect(intruders(parseSource('electron/core/app.ts', text))).toEqual([]);
  });
});
