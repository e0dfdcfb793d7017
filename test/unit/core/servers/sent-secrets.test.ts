import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import type { Http, HttpResponse } from '../../../../electron/core/ports.ts';
import { createServerClient, withoutSecrets } from '../../../../electron/core/servers/server-client.ts';
import { fail, ok, type Result } from '../../../../shared/result.ts';

/** A key that a server echoes stays out of every sentence, and ordinary words stay in. */

const key = 'hunter2secret99';

function clientOf(answer: Result<HttpResponse>) {
  const http: Http = {
    request: async () => answer,
    stream: async () => fail('not-supported', 'No streams here.'),
    close: async () => undefined,
  };
  return createServerClient({
    http,
    baseUrl: 'http://s',
    authorisation: async () => ok({ authorization: `Bearer ${key}` }),
  });
}

const List = v.object({ data: v.array(v.unknown()) });

describe('a key that comes back', () => {
  test.each([
    [401, { error: { message: `Incorrect API key provided: ${key}` } }],
    [401, { error: `Unknown key "${key}"` }],
    [403, { detail: `token ${key} rejected` }],
    [200, { error: `Invalid API key ${key}. Returning 200 anyway` }],
    [500, { error: { message: `${'x'.repeat(295)} ${key}` } }],
  ])('in an answer with %d is not told', async (status, body) => {
    const client = clientOf(ok({ status, headers: {}, body: JSON.stringify(body) }));
    for (const answer of [await client.getJson('/list', List), await client.postJson('/do', {}, List)]) {
      expect(answer.ok).toBe(false);
      expect(JSON.stringify(answer)).not.toMatch(/hunter/);
    }
    const raw = await client.call('GET', '/list');
    if (status !== 200) expect(JSON.stringify(raw)).not.toContain(key);
  });

  test('in a failure of the wire is not told either', async () => {
    const client = clientOf(fail('internal', `invalid header value ${key}`));
    expect(JSON.stringify(await client.call('GET', '/'))).not.toContain(key);
  });

  test('in a list is part of a name', async () => {
    const client = clientOf(ok({ status: 200, headers: {}, body: JSON.stringify({ data: [key] }) }));
    expect(await client.getJson('/list', List)).toEqual(ok({ data: [key] }));
  });
});

describe('what looks like a secret', () => {
  test.each([
    ['llama-server --api-key s3cret --port 1', 'llama-server --api-key … --port 1'],
    ['api_key=s3cret', 'api_key=…'],
    ['Authorization: Bearer abcd1234efgh', /^Authorization: …/],
    ['bad sk-abcdef123456', 'bad …'],
  ])('%s is hidden', (text, hidden) => {
    if (typeof hidden === 'string') expect(withoutSecrets(text)).toBe(hidden);
    else expect(withoutSecrets(text)).toMatch(hidden);
    expect(withoutSecrets(text)).not.toMatch(/s3cret|abcdef123456|abcd1234/);
  });

  test.each([
    'An API token is required',
    'Missing API key in the request',
    'Set the token first, then load lm-studio-community/qwen',
    'key-value-cache does not fit',
    'basic authentication is required',
  ])('and "%s" is not', (text) => {
    expect(withoutSecrets(text)).toBe(text);
  });
});
