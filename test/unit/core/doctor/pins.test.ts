import { expect, test } from 'vitest';
import { pins } from '../../../../electron/core/doctor/checks/pins.ts';
import { factsOf, noExtraFacts } from '../../../../electron/core/doctor/facts.ts';
import { englishTranslator } from '../../../../shared/messages/index.ts';
import type { ModelWarmth } from '../../../../shared/warmth.ts';
import { aModel, aServer, emptySnapshot } from '../../../fakes/builders.ts';
import { sampleDay } from '../../../fakes/sample-parts.ts';

function pinned(modelId: string, status: ModelWarmth['status']): ModelWarmth {
  const policy = { mode: 'pin', hours: null, acceptsRealRequests: false } as const;
  return {
    serverId: 's',
    modelId,
    policy,
    policyFrom: 'model',
    status,
    lastNudgeAt: null,
    today: sampleDay(),
  };
}

function found(models: ModelWarmth[]) {
  const server = {
    ...aServer({ id: 's', name: 'Ollama' }),
    models: [aModel({ id: 'a' }), aModel({ id: 'b' })],
  };
  const snapshot = {
    revision: 0,
    ...emptySnapshot(),
    servers: [server],
    warmth: { pausedUntil: null, models },
  };
  return pins.run(factsOf(snapshot, noExtraFacts, 0));
}

const because = (other: string) =>
  ({ is: 'stopped', since: 0, why: 'pins-evict-each-other', facts: { other } }) as const;

test('two pins that push each other out are one finding that names both and can unpin either', () => {
  const findings = found([pinned('a', because('b')), pinned('b', because('a'))]);
  expect(findings).toHaveLength(1);
  const { say } = englishTranslator;
  expect(findings.map(({ state, sentence }) => [state, say(sentence)])[0]).toEqual([
    'broken',
    expect.stringMatching(/^a and b are both pinned on Ollama/),
  ]);
  expect(findings[0]?.fixes).toMatchObject([
    { is: 'unpin', serverId: 's', modelId: 'a' },
    { is: 'unpin', serverId: 's', modelId: 'b' },
  ]);
});

test('other stops and pins that fit are no finding', () => {
  const waiting = { is: 'resting', why: 'waiting' } as const;
  const long = { is: 'stopped', since: 0, why: 'nudge-took-long', facts: {} } as const;
  expect(found([pinned('a', waiting), pinned('b', long)])).toEqual([]);
});
