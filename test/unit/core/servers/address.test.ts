import { describe, expect, test } from 'vitest';
import { isForbiddenHost, readAddress } from '../../../../electron/core/servers/address.ts';

function idOf(url: string): string | null {
  const address = readAddress(url);
  return address.ok ? address.value.id : null;
}

describe('server address', () => {
  test('every spelling of this machine is one server', () => {
    const spellings = [
      'http://localhost:1234/v1',
      'http://127.0.0.1:1234',
      'http://[::1]:1234/',
      '127.0.0.1:1234/v1/',
    ];
    expect(new Set(spellings.map(idOf)).size).toBe(1);
  });

  test('different ports, prefixes and hosts are different servers', () => {
    const urls = [
      'http://127.0.0.1:1234',
      'http://127.0.0.1:1235',
      'http://127.0.0.1:1234/llama',
      'http://10.0.0.2:1234',
    ];
    expect(new Set(urls.map(idOf)).size).toBe(urls.length);
  });

  test('localhost is tried on both address families', () => {
    const address = readAddress('http://localhost:11434');
    expect(address.ok && address.value.candidates).toEqual(['http://127.0.0.1:11434', 'http://[::1]:11434']);
  });

  test.each([
    ['http://127.0.0.1:1', 'this-machine'],
    ['http://192.168.1.20:1234', 'lan'],
    ['http://10.1.2.3', 'lan'],
    ['http://172.20.0.1', 'lan'],
    ['http://172.32.0.1', 'public'],
    ['http://100.100.1.1', 'tailnet'],
    ['http://studio.tail1234.ts.net', 'tailnet'],
    ['http://studio.local:1234', 'lan'],
    ['http://studio:1234', 'lan'],
    ['https://openrouter.ai/api/v1', 'public'],
    ['http://[fd12::1]:80', 'lan'],
  ])('%s is %s', (url, place) => {
    const address = readAddress(url);
    expect(address.ok && address.value.place).toBe(place);
  });

  test.each([
    'file:///etc/passwd',
    'ftp://127.0.0.1',
    'javascript:alert(1)',
    'http://user:secret@127.0.0.1:1234',
    'http://169.254.169.254/latest/meta-data',
    'http://[::ffff:169.254.169.254]/',
    'http://0xA9FEA9FE/',
    'http://metadata.google.internal/',
    'http://[fe80::1]:1234',
    'http://100.100.100.200',
    '',
    'http://',
  ])('refuses %s', (url) => {
    const address = readAddress(url);
    expect(address.ok ? 'allowed' : address.failure.code).toBe('address-not-allowed');
  });

  // biome-ignore lint/suspicious/noTemplateCurlyInString: the config's own syntax for a variable
  test.each(['${CORP_URL}/v1', 'http://${CORP_HOST}:8000/v1', 'http://box:${PORT}/v1'])(
    'refuses %s, which only the gateway can complete',
    (url) => {
      expect(readAddress(url)).toMatchObject({ ok: false, failure: { code: 'address-not-allowed' } });
    },
  );

  test('a name with a trailing dot does not slip past the rule', () => {
    expect(isForbiddenHost('metadata.google.internal.')).toBe(true);
  });
});
