import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createScrubber,
  hidden,
  learningHttp,
  learningSecrets,
} from '../../../electron/adapters/log-scrubber.ts';
import type { Http, SecretStore } from '../../../electron/core/ports.ts';
import { fail, ok } from '../../../shared/result.ts';

const line = (facts: Record<string, unknown>) => JSON.stringify(facts);

describe('the scrubber', () => {
  it('takes out what it learned, wherever it stands in a line', () => {
    const scrubber = createScrubber();
    fc.assert(
      fc.property(fc.string({ minLength: 8, maxLength: 60 }), fc.string(), (secret, around) => {
        fc.pre(secret.trim().length >= 6 && !around.includes(secret.trim()));
        scrubber.learn(secret);
        const clean = scrubber.scrub(line({ error: `${around}${secret.trim()}${around}` }));
        expect(clean).not.toContain(JSON.stringify(secret.trim()).slice(1, -1));
      }),
      { numRuns: 200 },
    );
  });

  it('knows keys of the environment by the names of their variables', () => {
    const scrubber = createScrubber({ MY_API_KEY: 'correct-horse', PATH: '/usr/bin', SHELL: '/bin/zsh' });
    expect(scrubber.scrub('a correct-horse in /usr/bin')).toBe(`a ${hidden} in /usr/bin`);
  });

  it.each([
    ['a bearer', 'Authorization: Bearer abcdef123456'],
    ['a known form of key', 'refused sk-proj-ABCDEFGHIJKL12345 here'],
    ['a login in an address', 'https://maria:hunter22@host/v1'],
    ['a key in an address', 'https://host/v1?api_key=abc123&x=1'],
    ['a field of a config', line({ apiKey: 'abc123def' })],
    ['a field of a config inside a text', line({ body: '{"token": "abc123def"}' })],
  ])('takes out %s it never saw before', (_what, text) => {
    const clean = createScrubber().scrub(text);
    expect(clean).toContain(hidden);
    expect(clean).not.toMatch(/abcdef123456|ABCDEFGHIJKL|hunter22|abc123/);
  });

  it('leaves ordinary facts alone', () => {
    const text = line({
      level: 30,
      from: 'servers',
      model: 'qwen3:8b',
      tokens: 4096,
      url: 'http://127.0.0.1:1234',
    });
    expect(createScrubber({ TOKEN: 'a' }).scrub(text)).toBe(text);
  });
});

describe('what is listened to', () => {
  const http: Http = {
    request: async () => fail('connection-refused', 'nobody there'),
    stream: async () => fail('connection-refused', 'nobody there'),
    close: async () => undefined,
  };
  const request = { method: 'GET', url: 'http://x', timeoutMs: 1, maxBytes: 1 } as const;

  it('every key in a header of a request', async () => {
    const scrubber = createScrubber();
    const heard = learningHttp(http, scrubber);
    await heard.request({ ...request, headers: { authorization: 'Bearer planted-one' } });
    await heard.stream({ ...request, headers: { 'x-api-key': 'planted-two' } });
    expect(scrubber.scrub('planted-one planted-two')).toBe(`${hidden} ${hidden}`);
  });

  it('every key that is stored or read', async () => {
    const scrubber = createScrubber();
    const store: SecretStore = {
      kind: 'keychain',
      get: async () => ok('planted-three'),
      set: async () => ok(undefined),
      remove: async () => ok(undefined),
      names: async () => [],
      saved: async () => undefined,
    };
    const heard = learningSecrets(store, scrubber);
    await heard.get('a');
    await heard.set('b', 'planted-four');
    expect(scrubber.scrub('planted-three planted-four')).toBe(`${hidden} ${hidden}`);
  });
});
