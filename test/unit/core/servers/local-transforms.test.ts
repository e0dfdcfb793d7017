import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { readRouterEvent } from '../../../../electron/core/servers/llama-cpp/client.ts';
import {
  buildNumber,
  mayReadMetrics,
  routerModel,
} from '../../../../electron/core/servers/llama-cpp/transform.ts';
import { readSwapEvent } from '../../../../electron/core/servers/llama-swap/client.ts';
import { modelsFrom as swapModels } from '../../../../electron/core/servers/llama-swap/transform.ts';
import { closerLook } from '../../../../electron/core/servers/lm-studio/lms-cli.ts';
import * as loose from '../../../../electron/core/servers/loose-shapes.ts';
import {
  fullName,
  isCloud,
  modelsFrom as ollamaModels,
} from '../../../../electron/core/servers/ollama/transform.ts';

const now = Date.UTC(2026, 10, 20, 12);
const around = { place: 'this-machine', now, previous: null, notes: new Map(), offsetMs: null } as const;

describe('loose shapes', () => {
  test('an odd field is null and an odd entry is left out; no list at all is refused', () => {
    const list = v.object({ data: loose.listOf(v.object({ id: loose.idText, n: loose.maybeTokens })) });
    const data = [{ id: 'a', n: 1e30 }, { id: '' }, 7, { id: 'b', n: '5' }, { id: 'c', n: 5 }];
    expect(v.parse(list, { data }).data).toEqual([
      { id: 'a', n: null },
      { id: 'b', n: null },
      { id: 'c', n: 5 },
    ]);
    expect(v.safeParse(list, { data: {} }).success).toBe(false);
    expect(v.safeParse(list, { data: Array(20_001).fill({ id: 'x' }) }).success).toBe(false);
  });

  test('a missing field is null, not undefined', () => {
    expect(v.parse(v.object({ a: loose.maybeText, b: loose.maybeTexts }), {})).toEqual({ a: null, b: [] });
  });
});

describe('lms ps', () => {
  const entry = { identifier: 'a', ttlMs: 60_000, lastUsedTime: now - 10_000, status: 'idle', queued: 0 };
  const copies = [
    { id: 'a', contextAllocated: null },
    { id: 'b', contextAllocated: null },
  ];

  test('the copy that goes first decides, and one that works makes the model busy', () => {
    const second = { ...entry, identifier: 'b', ttlMs: null, status: 'processingPrompt' };
    expect(closerLook([second, entry], copies, now)).toEqual({
      busy: true,
      idle: { is: 'at', at: now + 50_000, periodMs: 60_000, exact: true, basis: null },
    });
  });

  test('a waiting request is work, and copies of other models do not count', () => {
    expect(closerLook([{ ...entry, queued: 2 }], copies, now).busy).toBe(true);
    expect(closerLook([{ ...entry, identifier: 'c' }], copies, now)).toEqual({ busy: null, idle: null });
  });

  test('a last use in the far future is not believed', () => {
    expect(closerLook([{ ...entry, lastUsedTime: now * 2 }], copies, now).idle).toMatchObject({
      exact: false,
    });
  });
});

describe('Ollama', () => {
  const tag = {
    name: 'a:1b',
    size: 5,
    digest: 'd',
    details: null,
    capabilities: [],
    remote_model: null,
    remote_host: null,
  };
  const running = {
    name: 'a:1b',
    size: 6,
    size_vram: 3,
    details: null,
    expires_at: null as string | null,
    context_length: 4096,
  };
  const modelFor = (expires_at: string | null) =>
    ollamaModels([tag], [{ ...running, expires_at }], () => null, around)[0];

  test('adds :latest only where no tag is given', () => {
    expect(['x', 'x:1', 'host:80/ns/x', 'ns/x:q4'].map(fullName)).toEqual([
      'x:latest',
      'x:1',
      'host:80/ns/x:latest',
      'ns/x:q4',
    ]);
  });

  test.each([
    ['x:cloud', true],
    ['x:120b-cloud', true],
    ['cloudy:7b', false],
  ])('%s is a cloud model: %s', (name, cloud) => {
    expect(isCloud(name, null)).toBe(cloud);
  });

  test('a remote host makes a cloud model of any name', () => {
    expect(isCloud('plain:7b', { ...tag, remote_host: 'https://ollama.com' })).toBe(true);
  });

  test.each([
    ['2026-11-20T13:05:00.123456789+01:00', 'at'],
    ['2318-03-02T00:00:00Z', 'never'],
    ['0001-01-01T00:00:00Z', 'unknown'],
    ['soon', 'unknown'],
    [null, 'unknown'],
  ])('an expiry of %s is %s', (expires_at, is) => {
    expect(modelFor(expires_at)?.idle.is).toBe(is);
  });

  test('a running model that is not installed any more is still shown', () => {
    const models = ollamaModels([], [running], () => null, around);
    expect(models[0]).toMatchObject({ id: 'a:1b', state: { is: 'loaded' }, memoryBytes: 6, gpuBytes: 3 });
  });
});

describe('llama.cpp', () => {
  test.each([
    ['b10644-0123abcd', 10_644],
    ['b0-unknown', null],
    ['10644', null],
    [null, null],
  ])('build %s is number %s', (text, number) => {
    expect(buildNumber(text)).toBe(number);
  });

  test('metrics are only read where that is known to wake nobody', () => {
    expect([10_518, 10_519].map((number) => mayReadMetrics(`b${number}-x`))).toEqual([false, true]);
    expect(mayReadMetrics(null)).toBe(false);
  });

  const card = (args: string[], value = 'loaded') => ({
    id: 'm',
    aliases: [],
    meta: null,
    architecture: null,
    status: { value, args, failed: null, exit_code: null },
  });

  test.each([
    [['llama-server'], { is: 'never' }],
    [[], { is: 'unknown' }],
    [['llama-server', '--sleep-idle-seconds', '60'], { is: 'at', at: now + 60_000, exact: false }],
    [['llama-server', '--sleep-idle-seconds=60'], { is: 'at', periodMs: 60_000 }],
    [['llama-server', '--sleep-idle-seconds', '-1'], { is: 'never' }],
  ])('the command line %j means %j', (args, idle) => {
    expect(routerModel(card(args), null, around).idle).toMatchObject(idle);
  });

  test('a status nobody knew is unknown', () => {
    expect(routerModel(card([], 'teleporting'), null, around).state).toEqual({ is: 'unknown' });
  });

  test.each([
    [
      '{"model":"m","event":"model_status","data":{"status":"loading","progress":{"value":0.25}}}',
      'loading',
      0.25,
    ],
    ['{"model":"m","status":"loaded"}', 'loaded', null],
    ['{"model":"m","data":{"status":{"value":"sleeping"}}}', 'sleeping', null],
    ['{"model":"m","data":{"status":"loading","progress":{"value":70}}}', 'loading', null],
    ['{"model":"m","data":null}', null, null],
  ])('the event %s says %s %s', (text, status, progress) => {
    expect(readRouterEvent(text)).toEqual({ modelId: 'm', status, progress });
  });

  test('an event that is none is nothing', () => {
    expect(readRouterEvent('7')).toBeNull();
    expect(readRouterEvent('{')).toBeNull();
  });
});

describe('llama-swap', () => {
  const process = {
    model: 'm',
    state: 'ready',
    ttl: 60 as number | null,
    childSleepSeconds: null as number | null,
  };

  test.each([
    [{ ttl: 60 }, { is: 'at', periodMs: 60_000 }],
    [{ ttl: 0 }, { is: 'never' }],
    [{ ttl: -1 }, { is: 'unknown' }],
    [{ ttl: null }, { is: 'unknown' }],
    [
      { ttl: 600, childSleepSeconds: 60 },
      { is: 'at', periodMs: 60_000 },
    ],
    [
      { ttl: 0, childSleepSeconds: 60 },
      { is: 'at', periodMs: 60_000 },
    ],
  ])('%j means %j', (change, idle) => {
    expect(swapModels([], [{ ...process, ...change }], around)[0]?.idle).toMatchObject(idle);
  });

  test('a process that is not listed is shown all the same', () => {
    expect(swapModels([], [process], around)[0]).toMatchObject({ id: 'm', state: { is: 'loaded' } });
  });

  test('a state nobody knew is unknown', () => {
    expect(swapModels([], [{ ...process, state: 'dreaming' }], around)[0]?.state).toEqual({ is: 'unknown' });
  });

  test('an empty snapshot has no requests, and logs are dropped', () => {
    const message = (type: string, data: unknown) => JSON.stringify({ type, data: JSON.stringify(data) });
    expect(readSwapEvent(message('inflight', { operation: 'snapshot' }))).toEqual({
      is: 'inflight',
      inflight: { operation: 'snapshot', requests: null },
    });
    const request = { id: '1', model: 'm', req_headers: { Authorization: 'x' } };
    expect(readSwapEvent(message('inflight', { operation: 'upsert', request }))).toEqual({
      is: 'inflight',
      inflight: { operation: 'upsert', request: { id: '1', model: 'm' } },
    });
    expect(readSwapEvent(message('logData', { data: 'secret' }))).toBeNull();
  });
});
