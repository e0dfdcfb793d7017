import { expect, it } from 'vitest';
import { refusedKey } from '../../../../electron/core/servers/server-facts.ts';

it('a key that was never sent is not called refused', () => {
  expect(refusedKey('set')).toBe('refused');
  expect(refusedKey('none')).toBe('missing');
  // In the config, and only the gateway can read it.
  expect(refusedKey('missing')).toBe('missing');
  expect(refusedKey('managed-by-openclaw')).toBe('managed-by-openclaw');
});
