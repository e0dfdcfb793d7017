import { describe, expect, it } from 'vitest';
import { isKeyGood, type KeyChoice, keyFor } from '../../../../renderer/views/config/SetUpKey.tsx';

const choice = (change: Partial<KeyChoice>): KeyChoice => ({
  is: 'none',
  variable: '',
  secret: '',
  ...change,
});

describe('the key of a provider that is set up', () => {
  it.each<[string, KeyChoice, ReturnType<typeof keyFor>]>([
    ['none is needed', choice({}), { is: 'marker', text: 'custom-local' }],
    ['a variable has it', choice({ is: 'variable', variable: 'MY_KEY' }), { is: 'variable', name: 'MY_KEY' }],
    ['Pilotlight keeps it', choice({ is: 'kept', secret: 'hush' }), { is: 'none' }],
    [
      'Pilotlight keeps it, and the gateway has a variable',
      choice({ is: 'kept', secret: 'hush', variable: 'MY_KEY' }),
      { is: 'variable', name: 'MY_KEY' },
    ],
  ])('where %s', (_where, given, written) => {
    expect(isKeyGood(given)).toBe(true);
    expect(keyFor(given, 'vllm')).toEqual(written);
    expect(JSON.stringify(keyFor(given, 'vllm'))).not.toContain('hush');
  });

  it.each([
    choice({ is: 'variable' }),
    choice({ is: 'variable', variable: 'not a name' }),
    choice({ is: 'kept', secret: '  ' }),
    choice({ is: 'kept', secret: 'hush', variable: 'not a name' }),
  ])('is not complete as %o', (given) => {
    expect(isKeyGood(given)).toBe(false);
  });
});
