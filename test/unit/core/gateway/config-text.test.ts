import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../../electron/core/gateway/config-files.ts';
import { decodeConfig, largestConfigBytes } from '../../../../electron/core/gateway/config-text.ts';
import type { Failure } from '../../../../shared/failures.ts';
import { createMemoryFiles } from '../../../fakes/memory-files.ts';

const main = '/home/me/.openclaw/openclaw.json';

async function readText(text: string) {
  return (await readConfig(createMemoryFiles({ [main]: text }), main)).tree;
}

async function failureOf(text: string): Promise<Failure> {
  const tree = await readText(text);
  if (tree.ok) throw new Error('This should not be readable.');
  return tree.failure;
}

function undecodable(bytes: number[]): Failure {
  const decoded = decodeConfig(new Uint8Array(bytes), main);
  if (decoded.ok) throw new Error('This should not be decodable.');
  return decoded.failure;
}

const bytesOf = (text: string): number[] => [...new TextEncoder().encode(text)];
const utf16 = (text: string): number[] => [...text].flatMap((each) => [each.charCodeAt(0), 0]);

describe('A config that makes no sense', () => {
  it('is told as empty with the first line', async () => {
    expect(await failureOf('')).toMatchObject({
      code: 'config-syntax',
      place: { file: main, line: 1, column: 1 },
    });
  });

  it.each([
    ['null', 'null'],
    ['[{}]', 'a list'],
    ['"text"', 'a string'],
    ['  12', 'a number'],
  ])('is refused when the root is %s', async (text, said) => {
    const failure = await failureOf(text);
    expect(failure).toMatchObject({ code: 'config-shape', place: { line: 1 } });
    expect(failure.detail).toContain(said);
  });

  it('is told with the place of the mistake', async () => {
    expect(await failureOf('{\n  a: 1\n  b: 2\n}')).toMatchObject({
      code: 'config-syntax',
      place: { file: main, line: 3, column: 3 },
    });
  });

  it('is told where a text opens that is never closed, as in a half-written file', async () => {
    expect(await failureOf('{\n  a: "half')).toMatchObject({
      code: 'config-syntax',
      place: { line: 2, column: 6 },
    });
  });

  it('ends in a failure at ten thousand brackets, not in a full call stack', async () => {
    const deep = `{a:${'['.repeat(10_000)}${']'.repeat(10_000)}}`;
    expect(await failureOf(deep)).toMatchObject({ code: 'config-too-large' });
  });

  it('is refused above the size limit without being parsed', async () => {
    expect(await failureOf(`{a:"${'x'.repeat(10_000_000)}"}`)).toMatchObject({ code: 'config-too-large' });
    expect(10_000_000).toBeGreaterThan(largestConfigBytes);
  });
});

describe('Bytes that are no UTF-8', () => {
  it.each([
    ['UTF-16 with its mark', [0xff, 0xfe, ...utf16('{}')], 'UTF-16'],
    ['UTF-16, big end first', [0xfe, 0xff, 0, 0x7b, 0, 0x7d], 'UTF-16'],
    ['UTF-16 without mark', utf16('{ a: 1 }'), 'UTF-16'],
    ['UTF-32', [0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0], 'UTF-32'],
  ])('are named: %s', (_name, bytes, encoding) => {
    expect(undecodable(bytes)).toMatchObject({ code: 'config-not-utf8', facts: { encoding } });
  });

  it('are told with line and column of the first wrong byte', () => {
    expect(undecodable([...bytesOf('{\n  é: "'), 0xe9, ...bytesOf('"\n}')])).toMatchObject({
      code: 'config-not-utf8',
      place: { file: main, line: 2, column: 7 },
    });
  });

  it('are told for a surrogate half, which UTF-8 cannot hold', () => {
    expect(undecodable([...bytesOf('{a:"'), 0xed, 0xa0, 0x80, ...bytesOf('"}')])).toMatchObject({
      code: 'config-not-utf8',
      place: { line: 1, column: 5 },
    });
  });

  it('are told for a character that is cut off at the end', () => {
    expect(undecodable([...bytesOf('{a:1}'), 0xe2, 0x82])).toMatchObject({ code: 'config-not-utf8' });
  });

  it('are told for a NUL byte, as a crash leaves behind', () => {
    expect(undecodable(bytesOf('{\n a: "x\0"}'))).toMatchObject({
      code: 'config-not-utf8',
      place: { line: 2, column: 7 },
    });
  });
});

describe('A config that is odd but legal', () => {
  it('keeps its byte order mark in the text', async () => {
    const tree = await readText('\uFEFF{ a: 1 }');
    expect(tree).toMatchObject({ ok: true, value: { value: { a: 1 }, main: { text: '\uFEFF{ a: 1 }' } } });
  });

  it('holds a lone surrogate that is written as an escape', async () => {
    expect(await readText('{ a: "\\ud800" }')).toMatchObject({ ok: true, value: { value: { a: '\ud800' } } });
  });

  it('counts the last of two equal keys, as the gateway does', async () => {
    expect(await readText('{ a: 1, a: 2 }')).toMatchObject({ ok: true, value: { value: { a: 2 } } });
  });

  it('takes __proto__ and constructor for keys like any other', async () => {
    const tree = await readText('{ "__proto__": { polluted: true }, constructor: 1 }');
    if (!tree.ok) throw new Error(tree.failure.detail);
    expect(Object.keys(tree.value.value)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(tree.value.value)).toBe(Object.prototype);
  });

  it('is never opened when it is a pipe, and not read when it is a folder', async () => {
    const files = createMemoryFiles({ [main]: '{}' });
    const unopened = { ...files, read: () => Promise.reject(new Error('It was opened.')) };
    for (const kind of ['other', 'directory'] as const) {
      files.becomes(main, { kind });
      expect((await readConfig(unopened, main)).tree).toMatchObject({
        ok: false,
        failure: { code: 'config-not-a-file', place: { file: main } },
      });
    }
  });
});
