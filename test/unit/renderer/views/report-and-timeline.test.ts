import * as v from 'valibot';
import { expect, it } from 'vitest';
import { eventWords } from '../../../../renderer/views/activity/event-words.ts';
import { byDay, mergedEvents } from '../../../../renderer/views/activity/timeline.ts';
import { groupsOf, summaryOf } from '../../../../renderer/views/checks/groups.ts';
import { ActivityEvent } from '../../../../shared/activity.ts';
import { englishTranslator } from '../../../../shared/messages/index.ts';
import { sampleActivity, sampleReport } from '../../../fakes/sample-insight.ts';

it('groups findings with the worst first', () => {
  expect(groupsOf(sampleReport()).map((group) => group.state)).toEqual([
    'broken',
    'look',
    'could-not-tell',
    'fine',
  ]);
});

it('sums a report up in words', () => {
  const say = (isFine: boolean) => summaryOf(sampleReport(isFine)).map(englishTranslator.say).join(' ');
  expect(say(false)).toBe('1 thing is broken. 1 thing is worth a look.');
  expect(say(true)).toBe('Everything that can be checked from here is fine.');
});

it('joins pages of the history without doubles and newest first', () => {
  const all = sampleActivity(30);
  const merged = mergedEvents(all.slice(0, 20), all.slice(15));
  expect(merged.map((event) => event.id)).toEqual(all.map((event) => event.id));
  expect(mergedEvents(all, all.slice(0, 5))).toBe(all);
});

it('puts events under their days', () => {
  const days = byDay(sampleActivity(60), (at) => new Date(at).toISOString().slice(0, 10));
  expect(days.length).toBeGreaterThan(1);
  expect(days.flatMap((day) => day.events)).toHaveLength(60);
});

it('leaves no place of a sentence unfilled for any kind of event', () => {
  for (const event of sampleActivity(9)) {
    const { title, facts } = eventWords(event);
    for (const sentence of [title, ...facts])
      expect(englishTranslator.say(sentence)).not.toMatch(/[{}]|View\./);
  }
});

it('tells every way a config can change outside in words of its own, and one of an earlier version as an edit', () => {
  const about = { id: 'e', at: 1, serverId: null, serverName: null, modelId: null };
  const titleOf = (more: object) => {
    const given = { ...about, what: 'config-changed-outside', added: 0, removed: 2, ...more };
    const { title, facts } = eventWords(v.parse(ActivityEvent, given));
    return [title, ...facts].map(englishTranslator.say);
  };
  const file = '/home/ada/.openclaw/openclaw.json';
  expect(titleOf({ kind: 'deleted', file })).toEqual([
    'The config was deleted outside',
    file,
    '0 lines added, 2 removed',
  ]);
  expect(titleOf({ kind: 'permissions', file })).toEqual([
    'The permissions of the config were changed outside',
    file,
  ]);
  expect(titleOf({})).toEqual(['The config was changed outside', '0 lines added, 2 removed']);
});
