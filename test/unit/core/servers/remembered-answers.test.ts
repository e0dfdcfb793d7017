import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { Http, HttpResponse } from '../../../../electron/core/ports.ts';
import { createServerClient, noAuthorisation } from '../../../../electron/core/servers/server-client.ts';
import { fail, ok } from '../../../../shared/result.ts';

/** A server that says the same again is not read again: it must never show what it no longer says. */

function world() {
  const said = { status: 200, body: '{"a":1}' };
  const http: Http = {
    request: async () => ok<HttpResponse>({ ...said, headers: {} }),
    stream: async () => fail('not-supported', 'No streams here.'),
    close: async () => undefined,
  };
  let reads = 0;
  const schema = v.pipe(
    v.object({ a: v.number() }),
    v.transform((value) => {
      reads += 1;
      return value;
    }),
  );
  const client = createServerClient({ http, baseUrl: 'http://s', authorisation: noAuthorisation });
  return { said, schema, client, get: (path = '/list') => client.getJson(path, schema), reads: () => reads };
}

test('the same words are read once, and give the same value', async () => {
  const { get, reads } = world();
  const first = await get();
  const again = await get();
  expect(first).toEqual(ok({ a: 1 }));
  expect(again.ok && first.ok && again.value === first.value).toBe(true);
  expect(reads()).toBe(1);
});

test('other words, another path and another shape are read anew', async () => {
  const { said, get, client, reads } = world();
  await get();
  said.body = '{"a":2}';
  expect(await get()).toEqual(ok({ a: 2 }));
  await get('/other');
  expect(reads()).toBe(3);
  expect(await client.getJson('/list', v.object({ b: v.string() }))).toMatchObject({ ok: false });
});

test('the same words under a failing status are a failure, and after it they are good again', async () => {
  const { said, get } = world();
  await get();
  said.status = 500;
  expect(await get()).toMatchObject({ ok: false, failure: { code: 'server-error' } });
  said.status = 200;
  expect(await get()).toEqual(ok({ a: 1 }));
});

test('only a few paths are remembered, and no huge answers', async () => {
  const { said, get, reads } = world();
  for (let i = 0; i < 20; i += 1) await get(`/path-${i}`);
  await get('/path-0');
  expect(reads()).toBe(20);
  await get('/path-19');
  expect(reads()).toBe(21);
  said.body = `{"a":1,"filler":"${'x'.repeat(600_000)}"}`;
  await get('/path-0');
  await get('/path-0');
  expect(reads()).toBe(23);
});
