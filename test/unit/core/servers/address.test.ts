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

  test('only the names of the loopback itself are one server: others on this machine may be other programs', () => {
    const urls = ['http://localhost:1', 'http://a.localhost:1', 'http://b.localhost:1', 'http://127.0.0.2:1'];
    expect(new Set(urls.map(idOf)).size).toBe(urls.length);
    expect(idOf('http://localhost.:1')).toBe(idOf('http://0.0.0.0:1'));
  });

  test.each([
    ['http://box:1/v1/chat/completions', 'http://box:1/v1'],
    ['http://box:1/llm/v1/models', 'http://box:1/llm'],
    ['http://box:8080/upstream/qwen/v1', 'http://box:8080'],
    ['http://box:8080/swap/upstream/org/qwen/v1/chat/completions', 'http://box:8080/swap'],
  ])('%s is the server at %s', (pasted, plain) => {
    expect(idOf(pasted)).toBe(idOf(plain));
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
    ['http://[fd7a:115c:a1e0::1]:80', 'tailnet'],
    ['http://127.evil.com:1234', 'public'],
    ['http://fd.evil.com:1234', 'public'],
    ['http://127.0.0.2:1', 'this-machine'],
    ['http://[::ffff:127.0.0.1]:1', 'this-machine'],
    ['http://a.localhost:1', 'this-machine'],
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
    'http://192.0.0.192',
    'http://[64:ff9b::a9fe:a9fe]',
    'http://[::a9fe:a9fe]',
    'http://[2002:a9fe:a9fe::]',
    'http://[fd20:ce::254]',
    'http://[fd00:ec2:0::254]',
    'http://169.254.169.254.',
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

  test('an address with a zone, as a name look-up gives it, is seen through', () => {
    expect(isForbiddenHost('fe80::1%en0')).toBe(true);
    expect(isForbiddenHost('fd12::1%en0')).toBe(false);
  });
});
