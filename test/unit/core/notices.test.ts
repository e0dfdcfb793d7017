import { describe, expect, test } from 'vitest';
import { createAppState } from '../../../electron/core/app-state.ts';
import { createActivityLog } from '../../../electron/core/history/activity-log.ts';
import { createNotices, type Notice } from '../../../electron/core/notices.ts';
import { createLocalTime } from '../../../electron/core/warmth/local-time.ts';
import type { NewActivity } from '../../../shared/activity.ts';
import { englishMessages } from '../../../shared/messages/en/index.ts';
import { englishTranslator as english } from '../../../shared/messages/index.ts';
import { defaultSettings, type Settings } from '../../../shared/settings.ts';
import type { ModelWarmth } from '../../../shared/warmth.ts';
import { aModel, aServer, emptySnapshot } from '../../fakes/builders.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createMemoryHistory } from '../../fakes/memory-history.ts';
import { sampleChain, sampleGateway, samplePicture, sampleWarmth } from '../../fakes/sample-parts.ts';

const minute = 60_000;
const about = { serverId: 's', serverName: 'Ollama', modelId: 'm' };

function world(
  options: { warmth?: Partial<ModelWarmth>; notifications?: Partial<Settings['notifications']> } = {},
) {
  const clock = createFakeClock(Date.UTC(2026, 10, 20, 12));
  const kept = sampleWarmth('s', 'm', {
    policy: { mode: 'keep', hours: null, acceptsRealRequests: false },
    policyFrom: 'model',
    status: { is: 'next', at: 0, tokens: 0 },
    ...options.warmth,
  });
  const state = createAppState({
    ...emptySnapshot(),
    servers: [{ ...aServer({ id: 's', providerIds: ['ollama'] }), models: [aModel({ id: 'm' })] }],
    gateway: sampleGateway(samplePicture({ chains: [sampleChain({ primary: 'ollama/m', fallbacks: [] })] })),
    warmth: { pausedUntil: null, models: [kept] },
    settings: {
      ...defaultSettings,
      notifications: { ...defaultSettings.notifications, ...options.notifications },
    },
  });
  const activity = createActivityLog(state, createMemoryHistory(), clock);
  const notices: Notice[] = [];
  createNotices({
    state,
    activity,
    clock,
    localTime: createLocalTime('UTC'),
    contextToLoad: () => null,
  }).onNotice((each) => {
    notices.push(each);
  });
  const add = (event: { what: NewActivity['what']; [more: string]: unknown }) =>
    activity.add({ ...about, at: clock.now(), ...event } as NewActivity);
  return { clock, notices, add, keys: () => notices.map(({ title }) => title.key) };
}

const lost = { what: 'model-unloaded', by: 'other-model' } as const;
const back = { what: 'model-loaded', by: 'other', tookMs: null, context: null } as const;
const failure = { code: 'connection-refused', detail: 'refused', facts: {} };

describe('notifications', () => {
  test('a kept model that went away is told of with its cause', () => {
    const { add, notices } = world();
    add(lost);
    expect(notices).toMatchObject([
      {
        title: { key: 'notice.lost.title', values: { model: 'm' } },
        body: { key: 'notice.lost.other-model', values: { server: 'Ollama' } },
      },
    ]);
    const said = notices.flatMap(({ title, body, actions }) => [
      title,
      body,
      ...actions.map((each) => each.label),
    ]);
    for (const { key } of said) expect(Object.keys(englishMessages)).toContain(key);
  });

  test('what the person did, models nobody keeps and pinned ones that come back by themselves are no news', () => {
    const person = world();
    person.add({ ...lost, by: 'person' });
    const nobody = world({ warmth: { policy: { mode: 'off', hours: null, acceptsRealRequests: false } } });
    nobody.add(lost);
    const pinned = world({ warmth: { policy: { mode: 'pin', hours: null, acceptsRealRequests: false } } });
    pinned.add(lost);
    const outside = world({ warmth: { status: { is: 'resting', why: 'outside-hours' } } });
    outside.add(lost);
    expect([person, nobody, pinned, outside].flatMap(({ notices }) => notices)).toEqual([]);
  });

  test('never twice for the same thing, and again only when it came back and some time went by', async () => {
    const { add, notices, clock } = world();
    add(lost);
    add(lost);
    await clock.advance(60 * minute);
    add(lost);
    expect(notices).toHaveLength(1);
    add(back);
    add(lost);
    expect(notices).toHaveLength(2);
    add(back);
    await clock.advance(5 * minute);
    add(lost);
    expect(notices).toHaveLength(2);
  });

  test('many losses at once are a few notifications', () => {
    const { add, notices } = world();
    for (let i = 0; i < 20; i += 1)
      add({ what: 'config-save-failed', failure, serverId: null, modelId: null });
    expect(notices).toHaveLength(1);
  });

  test('quiet hours are quiet', () => {
    const quietHours = { days: [5], from: 11 * 60, to: 13 * 60 };
    const { add, notices } = world({ notifications: { quietHours } });
    add(lost);
    expect(notices).toEqual([]);
  });

  test('a kind of news that was switched off is not told', () => {
    const { add, notices } = world({ notifications: { keptModelLost: false } });
    add(lost);
    add({ what: 'keep-warm-stopped', why: 'nudge-failed' });
    expect(notices).toEqual([]);
  });

  test('a first server that restarts is no news; one that stays away is, and so is its return', async () => {
    const { add, clock, keys } = world();
    const away = { what: 'server-unreachable', failure, modelId: null } as const;
    const there = { what: 'server-reachable', modelId: null } as const;
    add(away);
    await clock.advance(10_000);
    add(there);
    await clock.advance(5 * minute);
    expect(keys()).toEqual([]);
    add(away);
    await clock.advance(minute);
    expect(keys()).toEqual(['notice.unreachable.title']);
    add(there);
    add(there);
    expect(keys()).toEqual(['notice.unreachable.title', 'notice.back.title']);
  });

  test('a stand-in is told of once when it begins, and when somebody’s edit ended it', () => {
    const { add, notices } = world();
    const standIn = { what: 'stand-in', ref: 'b/m', insteadOf: 'a/m', reason: 'hung' } as const;
    add({ ...standIn, state: 'started' });
    add({ ...standIn, state: 'started' });
    add({ ...standIn, state: 'ended' });
    add({ ...standIn, state: 'ended-by-edit' });
    expect(notices.map(({ title, body }) => [english.say(title), english.say(body)])).toEqual([
      [
        'b/m stands in for a/m',
        'a/m takes messages and never answers. Your own order comes back when it is well again.',
      ],
      ['b/m no longer stands in for a/m', 'Somebody changed the chain, so the stand-in ended.'],
    ]);
  });

  test('another server than the chain’s first is no news', async () => {
    const { add, clock, notices } = world();
    add({ what: 'server-unreachable', failure, serverId: 'elsewhere', modelId: null });
    await clock.advance(5 * minute);
    expect(notices).toEqual([]);
  });
});
