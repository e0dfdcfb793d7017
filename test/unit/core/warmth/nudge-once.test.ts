import { describe, expect, test } from 'vitest';
import type { ServerWatch } from '../../../../electron/core/servers/server-watch.ts';
import type {
  AdapterContext,
  CloserLook,
  Observation,
  ServerAdapter,
} from '../../../../electron/core/servers/types.ts';
import { type NudgeOutcome, nudgeOnce } from '../../../../electron/core/warmth/nudge-once.ts';
import { fail, ok, type Result } from '../../../../shared/result.ts';
import type { Model } from '../../../../shared/servers.ts';
import { aModel } from '../../../fakes/builders.ts';
import { createFakeClock } from '../../../fakes/fake-clock.ts';
import { createRecordingLog } from '../../../fakes/recording-log.ts';

/** An adapter that would send whatever it is told to: only the guard stands between it and a harmful nudge. */

const warm: Partial<Model> = {
  state: { is: 'loaded' },
  contextAllocated: 8_192,
  memoryBytes: 5_000_000_000,
  instances: [{ id: 'm', contextAllocated: 8_192 }],
};

type Scene = {
  /** What the first, second … look shows; the last one stays. */
  looks?: (Partial<Model> | null)[];
  reads?: 'fail';
  stillDue?: boolean[];
  closer?: CloserLook;
  tookMs?: number;
  typicalLoadMs?: number;
  earlierMs?: number[];
  lookMs?: number;
  tokens?: number;
  abortWhile?: 'reading' | 'looking closer';
};

async function nudge(
  scene: Scene,
): Promise<{ outcome: NudgeOutcome; sent: number; reads: number; closer: number }> {
  const clock = createFakeClock();
  const controller = new AbortController();
  const looks = scene.looks ?? [warm];
  const due = scene.stillDue ?? [true];
  const seen = { sent: 0, reads: 0, closer: 0, asked: 0 };
  const adapter = {
    nudge: {
      tokens: scene.tokens ?? 0,
      isRealRequest: false,
      async send() {
        seen.sent += 1;
        await clock.advance(scene.tookMs ?? 0);
        return ok({ tokens: scene.tokens ?? 0, busy: false });
      },
    },
    ...(scene.closer === undefined && scene.abortWhile !== 'looking closer'
      ? {}
      : {
          async lookCloser(): Promise<Result<CloserLook>> {
            seen.closer += 1;
            if (scene.abortWhile === 'looking closer') controller.abort();
            return ok(scene.closer ?? { busy: false, idle: null });
          },
        }),
  } as unknown as ServerAdapter;
  const watch = {
    async readNow(): Promise<Result<Observation>> {
      seen.reads += 1;
      await clock.advance(scene.lookMs ?? 0);
      if (scene.abortWhile === 'reading') controller.abort();
      return scene.reads === 'fail'
        ? fail('timed-out', 'No answer.')
        : ok({ variant: null, version: null, abilities: {}, models: [] } as unknown as Observation);
    },
    connection: () => ok({ adapter, context: {} as AdapterContext }),
  } as unknown as ServerWatch;
  const outcome = await nudgeOnce({
    clock,
    log: createRecordingLog(),
    watch,
    signal: controller.signal,
    sending: () => undefined,
    lookedCloser: () => undefined,
    typicalLoadMs: scene.typicalLoadMs ?? null,
    earlierMs: scene.earlierMs ?? [],
    model() {
      const look = looks[Math.min(seen.reads, looks.length) - 1] ?? null;
      return look === null ? null : aModel({ id: 'm', ...look });
    },
    stillDue: () => due[Math.min(seen.asked++, due.length - 1)] ?? false,
  });
  return { outcome, sent: seen.sent, reads: seen.reads, closer: seen.closer };
}

async function why(scene: Scene): Promise<string> {
  const { outcome, sent } = await nudge(scene);
  const reason = 'why' in outcome ? outcome.why : '';
  return `${outcome.is} ${reason} sent ${sent}`;
}

describe('nothing is sent', () => {
  test('to a model that the look right before no longer wants nudged', async () => {
    expect(await why({ stillDue: [false] })).toBe('not-sent not-due sent 0');
    expect(await why({ looks: [null] })).toBe('not-sent not-due sent 0');
  });

  test('to a model that just began to work', async () => {
    const busy = { ...warm, state: { is: 'busy', requests: 1, queued: null } as const };
    expect(await why({ looks: [busy] })).toBe('not-sent busy sent 0');
  });

  test('on data that could not be read anew', async () => {
    expect(await why({ reads: 'fail' })).toBe('not-sent unreachable sent 0');
  });

  test('when a closer look, asked once, finds it working', async () => {
    const seen = await nudge({ closer: { busy: true, idle: null } });
    expect(seen).toMatchObject({ outcome: { is: 'not-sent', why: 'busy' }, sent: 0, closer: 1 });
  });

  test('when a closer look learns a later deadline', async () => {
    const idle = { is: 'never' } as const;
    const seen = await nudge({ closer: { busy: false, idle }, stillDue: [true, false] });
    expect(seen).toMatchObject({ outcome: { is: 'not-sent', why: 'not-due' }, sent: 0, reads: 2 });
  });

  test('once the machine goes to sleep in the middle of looking', async () => {
    expect(await why({ abortWhile: 'reading' })).toBe('not-sent cancelled sent 0');
    expect(await why({ abortWhile: 'looking closer' })).toBe('not-sent cancelled sent 0');
  });
});

describe('after it was sent', () => {
  test('the state is read back, and a quick answer without changes is fine', async () => {
    const seen = await nudge({ tookMs: 40 });
    expect(seen).toMatchObject({ outcome: { is: 'sent', tookMs: 40, tokens: 0 }, sent: 1, reads: 2 });
  });

  test('a long answer means a load, and is told as such where loads are known to take that long', async () => {
    expect(await why({ tookMs: 9_000 })).toBe('harmful nudge-took-long sent 1');
    expect(await why({ tookMs: 9_000, typicalLoadMs: 12_000 })).toBe('harmful nudge-reloaded-it sent 1');
    expect(await why({ tookMs: 9_000, tokens: 1 })).toBe('sent  sent 1');
  });

  test('a small model that loads in a moment is told from a quick answer', async () => {
    expect(await why({ tookMs: 1_500 })).toBe('harmful nudge-took-long sent 1');
    expect(await why({ tookMs: 1_500, typicalLoadMs: 1_600 })).toBe('harmful nudge-reloaded-it sent 1');
    expect(await why({ tookMs: 3_000, typicalLoadMs: 60_000, earlierMs: [30, 900, 40] })).toBe(
      'harmful nudge-took-long sent 1',
    );
  });

  test('a server that is slow in everything is not taken for one that loads', async () => {
    expect(await why({ tookMs: 1_500, lookMs: 400 })).toBe('sent  sent 1');
    expect(await why({ tookMs: 1_500, earlierMs: [300, 350, 20] })).toBe('sent  sent 1');
    expect(await why({ tookMs: 5_000, lookMs: 900 })).toBe('harmful nudge-took-long sent 1');
  });

  test('a long answer beside somebody’s request is no proof of a load', async () => {
    const busy = { ...warm, state: { is: 'busy', requests: 1, queued: null } as const };
    expect(await why({ tookMs: 9_000, looks: [warm, busy] })).toBe('sent  sent 1');
  });

  test('another context, a second copy or another size is harm', async () => {
    const context = { ...warm, contextAllocated: 4_096 };
    expect(await why({ looks: [warm, context] })).toBe('harmful nudge-changed-context sent 1');
    const copies = {
      ...warm,
      instances: [
        { id: 'm', contextAllocated: 8_192 },
        { id: 'm:2', contextAllocated: 8_192 },
      ],
    };
    expect(await why({ looks: [warm, copies] })).toBe('harmful nudge-made-second-copy sent 1');
    expect(await why({ looks: [warm, { ...warm, memoryBytes: 7_000_000_000 }] })).toBe(
      'harmful nudge-reloaded-it sent 1',
    );
    expect(await why({ looks: [warm, { ...warm, memoryBytes: 5_100_000_000 }] })).toBe('sent  sent 1');
  });
});
