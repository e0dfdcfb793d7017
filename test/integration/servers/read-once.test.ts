import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { recognise } from '../../../electron/core/servers/recognise.ts';
import { adapterFor } from '../../../electron/core/servers/registry.ts';
import { tabbyApiKey } from '../../fake-servers/index.ts';
import { startKind } from '../faults/kinds.ts';
import { clientOf, connect, running, unwrap } from './connection.ts';

/** A list that comes again word for word is not parsed and checked again, whatever the kind. */

// Some servers put the second of the request into their list: then it is not the same words.
beforeEach(() => vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test.each(Object.entries(startKind))('%s', async (_name, start) => {
  const server = await running(start());
  const { kind } = unwrap(await recognise(clientOf(server, tabbyApiKey)));
  const connection = connect(adapterFor(kind), server, { key: tabbyApiKey });
  await connection.observe();
  // What a look learns may lead to another question in the next one.
  await connection.observe();
  const parse = vi.spyOn(JSON, 'parse');
  const seen = await connection.observe();
  const lists = parse.mock.calls
    .map(([text]) => text)
    .filter((text) => /"(?:data|models|running)":/.test(text));
  expect(lists).toEqual([]);
  expect(seen.models.length).toBeGreaterThan(0);
});
