import { describe, expect, test } from 'vitest';
import { isTooLarge } from '../../../electron/ipc/input-size.ts';

function circle(): unknown {
  const around: { self?: unknown } = {};
  around.self = [around];
  return around;
}

/** What comes over Electron's wire, which takes whatever can be cloned. */
const large: Record<string, unknown> = {
  'a long text': { text: 'x'.repeat(50_000_000) },
  'a long name of a field': { ['x'.repeat(50_000_000)]: 1 },
  'many small values': { values: Array.from({ length: 3_000_000 }, () => 0) },
  'an array of gaps': { values: new Array(4_000_000_000) },
  bytes: { values: new Uint8Array(50_000_000) },
  'a buffer': new ArrayBuffer(50_000_000),
  'a set': new Set(Array.from({ length: 3_000_000 }, (_, index) => index)),
  'a circle': circle(),
};

describe('An input is too large that is', () => {
  test.each(Object.entries(large))('%s', (_name, input) => {
    expect(isTooLarge('updateSettings', input)).toBe(true);
    expect(isTooLarge('checkText', input)).toBe(true);
  });
});

test('A file of the largest size goes to be checked and reviewed, and nowhere else', () => {
  const text = 'x'.repeat(16_000_000);
  expect(isTooLarge('checkText', { file: '/config', text })).toBe(false);
  expect(isTooLarge('reviewEdits', { edits: [{ edit: 'replace-text', file: '/config', text }] })).toBe(false);
  expect(isTooLarge('updateSettings', { change: { configPath: text } })).toBe(true);
});

test('A text for the clipboard may be as long as the contract says', () => {
  expect(isTooLarge('copyText', { text: 'x'.repeat(1_000_000) })).toBe(false);
});

test('What is nested deep is weighed without an end of the stack', () => {
  let deep: unknown = 'end';
  for (let level = 0; level < 100_000; level += 1) deep = { in: deep };
  expect(isTooLarge('updateSettings', deep)).toBe(false);
});
