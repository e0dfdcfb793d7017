import { describe, expect, test } from 'vitest';
import { createLocalTime } from '../../../../electron/core/warmth/local-time.ts';
import { freshMemory, type ModelMemory } from '../../../../electron/core/warmth/model-memory.ts';
import { type Plan, planWarmth } from '../../../../electron/core/warmth/warmth-plan.ts';
import type { NudgeFacts } from '../../../../electron/core/warmth/warmth-policy.ts';
import type { ModelPicture, Provider } from '../../../../shared/gateway.ts';
import type { IdleDeadline, Model, Server } from '../../../../shared/servers.ts';
import { defaultSettings, type Settings } from '../../../../shared/settings.ts';
import type { AppInfo, Snapshot } from '../../../../shared/snapshot.ts';
import { modelKey, type WarmthPolicy } from '../../../../shared/warmth.ts';
import { allAbilities, aModel, aServer, emptySnapshot } from '../../../fakes/builders.ts';
import { sampleChain, samplePicture, sampleProvider } from '../../../fakes/sample-parts.ts';

const now = Date.UTC(2026, 10, 20, 12);
const minute = 60_000;
const keep: WarmthPolicy = { mode: 'keep', hours: null, acceptsRealRequests: false };
const pin: WarmthPolicy = { ...keep, mode: 'pin' };
const zeroTokens: NudgeFacts = { tokens: 0, isRealRequest: false };

function exact(leftMs: number, periodMs = 5 * minute): IdleDeadline {
  return { is: 'at', at: now + leftMs, periodMs, exact: true, basis: null };
}

type World = {
  model?: Partial<Model>;
  server?: Partial<Server>;
  policy?: WarmthPolicy | null;
  keepWarm?: Partial<Settings['keepWarm']>;
  app?: Partial<AppInfo>;
  memory?: Partial<ModelMemory>;
  nudge?: NudgeFacts | null;
  picture?: Partial<ModelPicture>;
};

const loaded = { is: 'loaded' } as const;

function plan(world: World): Plan {
  const server = aServer({ id: 's', kind: 'ollama', providerIds: ['ollama'], ...world.server });
  const model = aModel({ id: 'm', state: loaded, idle: exact(4 * minute), ...world.model });
  const key = modelKey('s', 'm');
  const empty = emptySnapshot();
  const policy = world.policy === undefined ? keep : world.policy;
  const snapshot: Snapshot = {
    revision: 0,
    ...empty,
    app: { ...empty.app, ...world.app },
    servers: [{ ...server, models: [model] }],
    gateway:
      world.picture === undefined
        ? empty.gateway
        : {
            ...empty.gateway,
            config: {
              is: 'loaded',
              path: '/c',
              foundBy: 'default',
              files: [],
              readOnly: null,
              picture: samplePicture(world.picture),
              troubles: [],
            },
          },
    settings: {
      ...defaultSettings,
      keepWarm: {
        ...defaultSettings.keepWarm,
        models: policy === null ? {} : { [key]: policy },
        ...world.keepWarm,
      },
    },
  };
  const memory = { ...freshMemory(now - 60 * minute, 0.5), loadedSince: now - 30 * minute, ...world.memory };
  return planWarmth({
    snapshot,
    memories: new Map([[key, memory]]),
    now,
    localTime: createLocalTime('Europe/Warsaw'),
    nudgeOf: () => (world.nudge === undefined ? zeroTokens : world.nudge),
  });
}

function status(world: World): string {
  const shown = plan(world).models[0]?.status;
  if (shown === undefined) return 'nothing';
  return 'why' in shown ? `${shown.is}: ${shown.why}` : shown.is;
}

function provider(change: Partial<Provider>): Provider {
  return sampleProvider('ollama', change);
}

describe('which policy counts', () => {
  test('the model’s own word beats its server’s, which beats the chain’s', () => {
    const chain = { chains: [sampleChain({ primary: 'ollama/m', fallbacks: [] })] };
    const byChain = { chainByDefault: true };
    const from = (world: World) => plan(world).models[0]?.policyFrom;
    expect(from({ policy: null, picture: chain })).toBeUndefined();
    expect(from({ policy: null, picture: chain, keepWarm: byChain })).toBe('chain');
    const ofServer = { ...byChain, serverDefaults: { s: { ...keep, mode: 'off' as const } } };
    expect(status({ policy: null, picture: chain, keepWarm: ofServer })).toBe('resting: off');
    expect(from({ policy: keep, picture: chain, keepWarm: { models: { [modelKey('s', 'm')]: keep } } })).toBe(
      'model',
    );
  });

  test('hosted links of the chain are not kept by default', () => {
    const picture = { chains: [sampleChain({ primary: 'ollama/m', fallbacks: [] })] };
    const world = { policy: null, picture, keepWarm: { chainByDefault: true } };
    expect(plan({ ...world, model: { hosted: true } }).models).toEqual([]);
    expect(plan({ ...world, model: { place: 'public' } }).models).toEqual([]);
  });
});

describe('harm that is never done', () => {
  const due = { idle: exact(5_000) };

  test('no bill: hosted models, cloud tags and LiteLLM routes are refused whatever was agreed', () => {
    const agreed = { ...keep, acceptsRealRequests: true };
    expect(status({ policy: agreed, model: { ...due, hosted: true } })).toBe('resting: hosted');
    expect(status({ policy: agreed, model: due, server: { kind: 'litellm' } })).toBe('resting: hosted');
  });

  test('no stranger’s machine: only this one and private networks', () => {
    expect(status({ model: { ...due, place: 'elsewhere' } })).toBe('resting: not-private');
    expect(status({ model: due, server: { place: 'public' } })).toBe('resting: not-private');
    expect(status({ model: { ...due, place: 'tailnet' }, server: { place: 'lan' } })).toBe('next');
  });

  test('no real request without agreement', () => {
    const nudge = { tokens: 1, isRealRequest: true };
    const world: World = { nudge, server: { kind: 'openai-compatible' }, model: due };
    expect(status(world)).toBe('resting: real-request-not-agreed');
    expect(plan(world).due).toEqual([]);
    expect(status({ ...world, policy: { ...keep, acceptsRealRequests: true } })).toBe('next');
  });

  test('no load by a nudge: a model that is not shown loaded is left alone', () => {
    for (const state of [
      { is: 'not-loaded' },
      { is: 'asleep' },
      { is: 'failed', reason: 'x' },
      { is: 'unloading' },
      { is: 'loading', since: 0, progress: null },
      { is: 'unknown' },
    ] as const) {
      expect(plan({ model: { ...due, state } }).due).toEqual([]);
    }
  });

  test('no disturbance: a busy model is skipped', () => {
    const busy = { is: 'busy', requests: 1, queued: 0 } as const;
    expect(status({ model: { ...due, state: busy } })).toBe('resting: busy');
  });

  test('no shot in the dark: old data sends nothing', () => {
    const failure = { code: 'timed-out', detail: '', facts: {} } as const;
    const reachability = { is: 'unreachable', since: 0, failure, lastGoodAt: 0 } as const;
    expect(status({ model: due, server: { reachability } })).toBe('resting: stale');
    expect(plan({ model: due, server: { reachability } }).due).toEqual([]);
  });

  test('no fight with the gateway: what stops when idle is left to stop', () => {
    const localService = { command: '/usr/bin/ollama', idleStopMs: 600_000 };
    const picture = { providers: [provider({ localService })] };
    expect(status({ model: due, picture })).toBe('resting: owned-by-gateway');
    const lasting = { providers: [provider({ localService: { ...localService, idleStopMs: null } })] };
    expect(status({ model: due, picture: lasting })).toBe('next');
  });

  test('no second heartbeat: the gateway’s own keeps it warm until it fails to come', () => {
    const picture = {
      heartbeatEvery: '30m',
      uses: [{ role: 'heartbeat' as const, agentId: null, ref: 'ollama/m', path: [] }],
    };
    const idle = exact(20 * minute, 60 * minute);
    expect(status({ model: { idle }, picture })).toBe('resting: heartbeat-soon');
    expect(plan({ model: { idle: exact(7 * minute, 60 * minute) }, picture }).due).toHaveLength(1);
    // Not said in the config it comes every half hour as well; `0m` switches it off.
    expect(status({ model: { idle }, picture: { ...picture, heartbeatEvery: null } })).toBe(
      'resting: heartbeat-soon',
    );
    expect(status({ model: { idle }, picture: { ...picture, heartbeatEvery: '0m' } })).toBe('next');
    // Every half hour does not keep what goes after five minutes.
    expect(status({ model: { idle: exact(4 * minute) }, picture })).toBe('next');
  });

  test('nothing while paused, on battery, asleep or outside the hours', () => {
    expect(status({ model: due, keepWarm: { pausedUntil: now + 1 } })).toBe('resting: paused');
    expect(plan({ model: due, keepWarm: { pausedUntil: now - 1 } }).due).toHaveLength(1);
    expect(status({ model: due, app: { onBattery: true } })).toBe('resting: on-battery');
    expect(
      plan({ model: due, app: { onBattery: true }, keepWarm: { pauseOnBattery: false } }).due,
    ).toHaveLength(1);
    expect(status({ model: due, app: { suspended: true } })).toBe('resting: suspended');
    const hours = { days: [5], from: 8 * 60, to: 10 * 60 };
    expect(status({ model: due, policy: { ...keep, hours } })).toBe('resting: outside-hours');
  });

  test('no needless nudge: what never unloads, or stays by the server’s own word, rests', () => {
    expect(status({ model: { idle: { is: 'never' } } })).toBe('resting: pinned-by-server');
    const why = { can: false, why: 'never-unloads' } as const;
    const abilities = { ...allAbilities, idleDeadline: why, freeNudge: why };
    expect(status({ server: { abilities }, nudge: null })).toBe('resting: never-unloads');
    expect(status({ nudge: null })).toBe('resting: no-nudge');
  });

  test('no reload by an old Ollama that does not tell the context: it is not nudged', () => {
    const abilities = { ...allAbilities, freeNudge: { can: false, why: 'needs-newer-version' } as const };
    expect(status({ model: due, server: { abilities } })).toBe('resting: no-nudge');
  });

  test('what was stopped stays stopped, and is tried again only where that was said', () => {
    const stop = { since: 1, until: null, why: 'nudge-changed-context', facts: {} } as const;
    expect(status({ model: due, memory: { stop } })).toBe('stopped: nudge-changed-context');
    expect(plan({ model: due, memory: { stop: { ...stop, until: now - 1 } } }).due).toHaveLength(1);
  });
});

describe('when a nudge is due', () => {
  const at = (world: World) => {
    const shown = plan(world).models[0]?.status;
    return shown?.is === 'next' ? (shown.at - now) / minute : null;
  };

  test('a third to a half of the period stays as a margin where the server tells its deadline', () => {
    const idle = exact(5 * minute);
    expect(at({ model: { idle }, memory: { jitter: 0 } })).toBeCloseTo(5 - 5 / 3, 3);
    expect(at({ model: { idle }, memory: { jitter: 0.999 } })).toBeCloseTo(2.5, 1);
  });

  test('the same margin stays where a request that was seen, or our own nudge, began the idle time', () => {
    const estimate = { ...exact(60 * minute, 60 * minute), exact: false } as const;
    const seen = { ...estimate, basis: 'last-request-seen' } as const;
    expect(at({ model: { idle: seen }, memory: { jitter: 0 } })).toBeCloseTo(40, 3);
    const configured = { ...estimate, basis: 'configured-idle-time' } as const;
    const memory = { jitter: 0, nudgedThisLoad: true, lastNudgeAt: now };
    expect(at({ model: { idle: configured }, memory })).toBeCloseTo(40, 3);
  });

  test('where nobody knows since when it idles, the first nudge comes soon', () => {
    const idle = { ...exact(60 * minute, 60 * minute), exact: false, basis: 'default-idle-time' } as const;
    expect(at({ model: { idle }, memory: { jitter: 0, loadedSince: now } })).toBeCloseTo(5, 3);
    expect(at({ model: { idle }, memory: { jitter: 0, loadedSince: now, sawItLoad: true } })).toBeCloseTo(
      30,
      3,
    );
  });

  test('a shorter deadline after a longer one is not hammered', () => {
    const world: World = {
      model: { idle: exact(5 * minute, 5 * minute) },
      memory: { longestLeftMs: 30 * minute, jitter: 0, lastNudgeAt: now, nudgedThisLoad: true },
    };
    expect(at(world)).toBeGreaterThan(2);
  });

  test('a server set to forget almost at once is not fought', () => {
    const idle = exact(10_000, 10_000);
    expect(status({ model: { idle }, memory: { nudgedThisLoad: true, lastNudgeAt: now - 5_000 } })).toBe(
      'resting: period-too-short',
    );
  });

  test('two nudges keep their distance, and one that costs a token keeps more', () => {
    const idle = exact(1_000);
    const memory = { nudgedThisLoad: true, lastNudgeAt: now - 1_000 };
    expect(at({ model: { idle }, memory })).toBeCloseTo(19 / 60, 3);
    const nudge = { tokens: 1, isRealRequest: false };
    expect(at({ model: { idle }, memory, nudge })).toBeCloseTo(3 - 1 / 60, 3);
  });

  test('a clock that was set back does not silence it for hours', () => {
    const memory = { nudgedThisLoad: true, lastNudgeAt: now + 600 * minute };
    expect(plan({ model: { idle: exact(1_000) }, memory }).due).toHaveLength(1);
  });

  test('whatever was noted before the clock was set back, nothing waits for it', () => {
    const day = 24 * 60 * minute;
    const model = { idle: exact(1_000) };
    expect(plan({ model, memory: { notBefore: now + day } }).due).toHaveLength(1);
    const stop = { since: now + day, until: now + day, why: 'not-enough-memory', facts: {} } as const;
    expect(plan({ model, memory: { stop } }).due).toHaveLength(1);
    const paused = { models: { [modelKey('s', 'm')]: keep }, pausedUntil: now + 30 * day };
    expect(plan({ model, keepWarm: paused }).due).toHaveLength(1);
    const assumed = { model: { idle: { is: 'unknown' } as const }, server: { kind: 'localai' as const } };
    const noted = { loadedSince: now + day, lastNudgeAt: now + day, jitter: 0 };
    expect(at({ ...assumed, memory: { ...noted, nudgedThisLoad: true } })).toBeLessThanOrEqual(10);
    expect(at({ ...assumed, memory: noted })).toBeLessThan(3);
  });

  test('an idle time that is told nowhere is assumed where the kind may have one', () => {
    const idle = { is: 'unknown' } as const;
    const memory = { nudgedThisLoad: true, lastNudgeAt: now, jitter: 0 };
    expect(at({ model: { idle }, memory, server: { kind: 'localai' } })).toBeCloseTo(10, 3);
    expect(
      at({
        model: { idle },
        memory,
        server: { kind: 'localai' },
        keepWarm: { assumedIdleMinutes: 4, models: { [modelKey('s', 'm')]: keep } },
      }),
    ).toBeCloseTo(8 / 3, 3);
    expect(status({ model: { idle }, server: { kind: 'jan' } })).toBe('resting: deadline-unknown');
  });

  test('the plan says when it will think anew', () => {
    expect(plan({ model: { idle: exact(5 * minute) }, memory: { jitter: 0 } }).nextAt).toBeCloseTo(
      now + (10 / 3) * minute,
      -2,
    );
  });
});

describe('pinned models', () => {
  const gone: Partial<Model> = { state: { is: 'not-loaded' }, idle: { is: 'unknown' } };
  const lost = { at: now - minute, cause: 'idle-time' as const, cameInstead: [], beliefBefore: null };
  const before = aModel({ id: 'm', state: loaded, contextAllocated: 32_768 });
  const away = { loadedSince: null, lost, lastLoaded: before };

  test('come back with the context they had', () => {
    const action = plan({ policy: pin, model: gone, memory: away }).due[0];
    expect(action).toMatchObject({ do: 'reload', modelId: 'm', contextLength: 32_768 });
  });

  test('a model that is only kept is not loaded again', () => {
    expect(status({ model: gone, memory: away })).toBe('resting: not-loaded');
  });

  test('what the person unloaded stays unloaded', () => {
    const memory = { ...away, lost: { ...lost, cause: 'person' as const } };
    expect(status({ policy: pin, model: gone, memory })).toBe('resting: unloaded-by-person');
  });

  test('a pin for the whole server loads nothing that was never there', () => {
    const memory = { loadedSince: null, lastLoaded: null };
    const serverDefaults = { s: pin };
    expect(status({ policy: null, keepWarm: { serverDefaults }, model: gone, memory })).toBe(
      'resting: not-loaded',
    );
    expect(plan({ policy: pin, model: gone, memory }).due).toHaveLength(1);
  });

  test('a few loads an hour and no more', () => {
    const reloads = [now - 50 * minute, now - 40 * minute, now - 30 * minute];
    const shown = plan({ policy: pin, model: gone, memory: { ...away, reloads } });
    expect(shown.due).toEqual([]);
    expect(shown.models[0]?.status).toEqual({ is: 'reload-at', at: now + 10 * minute, attempt: 1 });
  });

  test('come back though the clock was set back by a day', () => {
    const day = 24 * 60 * minute;
    const memory = {
      ...away,
      lost: { ...lost, at: now + day },
      reloadNotBefore: now + day,
      notBefore: now + day,
      reloads: [now + day, now + day, now + day],
    };
    expect(plan({ policy: pin, model: gone, memory }).due).toHaveLength(1);
  });

  test('no load on a server that cannot, and none while another action runs there', () => {
    const cannot = { ...allAbilities, load: { can: false, why: 'no-such-call' } as const };
    expect(status({ policy: pin, model: gone, memory: away, server: { abilities: cannot } })).toBe(
      'resting: cannot-load',
    );
    const action = {
      id: 'a',
      verb: 'load' as const,
      modelId: 'other',
      stage: 'loading' as const,
      startedAt: now,
      progress: null,
      by: 'person' as const,
    };
    expect(status({ policy: pin, model: gone, memory: away, server: { actions: [action] } })).toBe(
      'resting: waiting',
    );
  });
});

test('however many servers there are, the memories are looked through once', () => {
  const empty = emptySnapshot();
  const servers = Array.from({ length: 40 }, (_, index) => ({ ...aServer({ id: `s${index}` }), models: [] }));
  let walks = 0;
  const memories = new (class extends Map<string, ModelMemory> {
    override [Symbol.iterator]() {
      walks += 1;
      return super[Symbol.iterator]();
    }
    override values() {
      walks += 1;
      return super.values();
    }
  })();
  const lost = { at: now, cause: 'idle-time' as const, cameInstead: [], beliefBefore: null };
  memories.set(modelKey('s7', 'm'), { ...freshMemory(now, 0), lastLoaded: aModel({ id: 'm' }), lost });
  const settings = {
    ...defaultSettings,
    keepWarm: { ...defaultSettings.keepWarm, serverDefaults: { s7: keep } },
  };
  const { models } = planWarmth({
    snapshot: { revision: 0, ...empty, servers, settings },
    memories,
    now,
    localTime: createLocalTime('UTC'),
    nudgeOf: () => zeroTokens,
  });
  expect(models.map(({ key }) => key)).toEqual([modelKey('s7', 'm')]);
  expect(walks).toBe(1);
});
