import type * as crypto from 'node:crypto';
import { beforeEach, expect, test, vi } from 'vitest';
import { createSessionTokens } from '../../../electron/headless/session-token.ts';

/** That a secret cannot be guessed byte by byte from how long its refusal takes. */

const compared = vi.hoisted(() => [] as { left: Buffer; right: Buffer }[]);
vi.mock('node:crypto', async (original) => {
  const real = await original<typeof crypto>();
  return {
    ...real,
    timingSafeEqual(left: Buffer, right: Buffer) {
      compared.push({ left, right });
      return real.timingSafeEqual(left, right);
    },
  };
});

beforeEach(() => compared.splice(0));

function withOtherByte(secret: string, at: number): string {
  const other = secret[at] === 'A' ? 'B' : 'A';
  return secret.slice(0, at) + other + secret.slice(at + 1);
}

test('a guess is compared in constant time whichever byte is wrong, for tokens and for sessions', () => {
  const tokens = createSessionTokens();
  const token = tokens.newToken();
  const session = tokens.exchange(tokens.newToken()) ?? '';
  for (const at of [0, 20, 42]) {
    compared.splice(0);
    expect(tokens.exchange(withOtherByte(token, at))).toBeNull();
    expect(compared.map(({ right }) => String(right))).toEqual([withOtherByte(token, at)]);
    compared.splice(0);
    expect(tokens.isSession(withOtherByte(session, at))).toBe(false);
    expect(compared.map(({ right }) => String(right))).toEqual([withOtherByte(session, at)]);
  }
  expect(tokens.isSession(session)).toBe(true);
});

test('a secret has 256 bits of the system’s randomness, and no two are alike', () => {
  const tokens = createSessionTokens();
  const made = Array.from({ length: 100 }, () => tokens.newToken());
  expect(new Set(made).size).toBe(100);
  expect(made.every((each) => Buffer.from(each, 'base64url').length === 32)).toBe(true);
});
