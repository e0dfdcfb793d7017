import { expect, test } from 'vitest';
import { englishTranslator } from '../../../shared/messages/index.ts';
import { stoppedSentence } from '../../../shared/stopped-words.ts';
import { stopReasons } from '../../../shared/warmth.ts';

const { say } = englishTranslator;

test('why keep warm stopped is told with what it saw', () => {
  expect(say(stoppedSentence('nudge-took-long', { seconds: 9.2 }))).toContain('9.2 s');
  expect(say(stoppedSentence('nudge-changed-context', { before: 4_096, after: 32_768 }))).toContain(
    'from 4k to 32k',
  );
  expect(say(stoppedSentence('pins-evict-each-other', { other: 'gemma4:27b' }))).toContain('gemma4:27b');
  const memory = say(stoppedSentence('not-enough-memory', { needs: 20e9, free: 3e9 }));
  expect(memory).toMatch(/20\s?GB.*3\s?GB/);
});

test('a stop without figures is told in words that need none', () => {
  for (const why of stopReasons) expect(say(stoppedSentence(why, {}))).toMatch(/^Stopped: [^{}]*\.$/);
});
