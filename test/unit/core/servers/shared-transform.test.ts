import { describe, expect, test } from 'vitest';
import { eventData, readEvents } from '../../../../electron/core/servers/event-stream.ts';
import {
  bitsFromQuantisation,
  estimatedDeadline,
  loadingState,
  modelOf,
  parametersFromText,
  smallestContext,
  uniqueModels,
} from '../../../../electron/core/servers/shared-transform.ts';

test.each([
  ['8.2B', 8_200_000_000],
  ['137M', 137_000_000],
  ['0.5b', 500_000_000],
  ['8x7B', 56_000_000_000],
  ['235B-A22B', 235_000_000_000],
  ['1T', 1_000_000_000_000],
  [' 7B ', 7_000_000_000],
  ['', null],
  ['large', null],
  ['8', null],
  ['99999999999999B', null],
  [null, null],
])('%s parameters are %s', (text, count) => {
  expect(parametersFromText(text)).toBe(count);
});

test.each([
  ['Q4_K_M', 4],
  ['Q4_K - Medium', 4],
  ['q8_0', 8],
  ['IQ2_XS', 2],
  ['TQ1_0', 1],
  ['F16', 16],
  ['BF16', 16],
  ['FP8', 8],
  ['mxfp4', 4],
  ['NVFP4', 4],
  ['int8', 8],
  ['4bit', 4],
  ['8-bit', 8],
  ['UD-Q3_K_XL', 3],
  ['Medium', null],
  ['Q99999', null],
  ['', null],
  [null, null],
])('%s has %s bits', (name, bits) => {
  expect(bitsFromQuantisation(name)).toBe(bits);
});

test('the first of several models with one id is kept', () => {
  const twice = ['a', 'b', 'a'].map((id, index) =>
    modelOf({ id, name: `${index}`, state: { is: 'loaded' }, place: 'lan' }),
  );
  expect(uniqueModels(twice).map(({ name }) => name)).toEqual(['0', '1']);
});

test('the smallest copy decides what one request may use', () => {
  const copies = [8192, null, 4096].map((contextAllocated, index) => ({ id: `${index}`, contextAllocated }));
  expect(smallestContext(copies)).toBe(4096);
  expect(smallestContext([{ id: 'x', contextAllocated: null }])).toBeNull();
  expect(smallestContext([])).toBeNull();
});

test('loading began when it was first seen, and keeps its last progress', () => {
  const before = modelOf({ id: 'a', state: { is: 'loading', since: 100, progress: 0.4 }, place: 'lan' });
  expect(loadingState(before, 500, null)).toEqual({ is: 'loading', since: 100, progress: 0.4 });
  expect(loadingState(before, 500, 0.6)).toEqual({ is: 'loading', since: 100, progress: 0.6 });
  expect(loadingState(null, 500, null)).toEqual({ is: 'loading', since: 500, progress: null });
});

describe('the estimated deadline', () => {
  const hints = {
    periodMs: 1000,
    usedAt: null,
    before: null,
    now: 5000,
    otherwise: 'configured-idle-time',
  } as const;

  test('counts from the last request where that is known', () => {
    expect(estimatedDeadline({ ...hints, usedAt: 4600 })).toMatchObject({
      at: 5600,
      basis: 'last-request-seen',
    });
  });

  test('counts from now when the known request is too long ago for the model to be still here', () => {
    expect(estimatedDeadline({ ...hints, usedAt: 3000 })).toMatchObject({
      at: 6000,
      basis: 'configured-idle-time',
    });
  });

  test('stays put until it passes, unless the period changed', () => {
    const before = estimatedDeadline({ ...hints, now: 4500 });
    expect(estimatedDeadline({ ...hints, before })).toBe(before);
    expect(estimatedDeadline({ ...hints, before, now: 5500 })).toMatchObject({ at: 6500 });
    expect(estimatedDeadline({ ...hints, before, periodMs: 2000 })).toMatchObject({ at: 7000 });
  });
});

describe('an event stream', () => {
  async function eventsIn(chunks: string[]) {
    let closed = false;
    async function* pieces() {
      yield* chunks;
    }
    const stream = { status: 200, headers: {}, chunks: pieces(), close: () => (closed = true) };
    const events = [];
    for await (const event of readEvents(stream)) events.push(event);
    return { events, closed };
  }

  test('comes out whole however it is cut', async () => {
    const { events, closed } = await eventsIn([
      'da',
      'ta: {"a"',
      ':1}\n',
      '\nevent: x\ndata: 2\n\n',
      'data: half',
    ]);
    expect(events.map(eventData)).toEqual([{ a: 1 }, 2]);
    expect(events[1]?.event).toBe('x');
    expect(closed).toBe(true);
  });

  test('of something else gives nothing', async () => {
    const { events } = await eventsIn(['<html><body>', 'hello</body></html>\n\n', ': a comment\n\n']);
    expect(events).toEqual([]);
  });

  test('with an endless event is left', async () => {
    const piece = 'x'.repeat(100_000);
    const { events, closed } = await eventsIn(['data: ', ...Array.from({ length: 30 }, () => piece), '\n\n']);
    expect(events).toEqual([]);
    expect(closed).toBe(true);
  });

  test('data that is no JSON is undefined', () => {
    expect(eventData({ data: '{' })).toBeUndefined();
  });
});
