import { expect, it } from 'vitest';
import { eventWords } from '../../../../renderer/views/activity/event-words.ts';
import { byDay, mergedEvents } from '../../../../renderer/views/activity/timeline.ts';
import { groupsOf, summaryOf } from '../../../../renderer/views/checks/groups.ts';
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
