import { describe, expect, it } from 'vitest';
import { announcements } from '../../../renderer/display/announcements.ts';
import { contextChoices, typedContext } from '../../../renderer/display/context-choices.ts';
import { modelDisplay } from '../../../renderer/display/model-display.ts';
import { overall } from '../../../renderer/display/overall.ts';
import { sparkPath } from '../../../renderer/display/spark-path.ts';
import { thingsToLookAt } from '../../../renderer/display/things-to-look-at.ts';
import { timeLeft } from '../../../renderer/display/time-left.ts';
import { defaultChainOf } from '../../../shared/chain.ts';
import { englishTranslator as english } from '../../../shared/messages/index.ts';
import type { Model, ServerWithModels } from '../../../shared/servers.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { twoLinks, unreachable } from '../../fakes/chain-worlds.ts';
import { minute, sampleChain, sampleModel, sampleNow } from '../../fakes/sample-parts.ts';
import { sampleSnapshot } from '../../fakes/sample-snapshot.ts';

const world = sampleSnapshot('normal');

function serverOf(id: string, from: Snapshot = world): ServerWithModels {
  const found = from.servers.find((server) => server.id === id);
  if (found === undefined) throw new Error(`The sample has no server ${id}.`);
  return found;
}

function shown(state: Model['state'], server = serverOf('ollama')) {
  const model = sampleModel('m', { state });
  const display = modelDisplay({ server, model, action: undefined, now: sampleNow });
  return { shape: display.shape, words: english.say(display.words), part: display.part };
}

describe('the state of a model', () => {
  it.each([
    [{ is: 'loaded' }, 'warm', 'warm'],
    [{ is: 'busy', requests: null, queued: null }, 'busy', 'answering'],
    [{ is: 'busy', requests: 1, queued: 0 }, 'busy', 'answering 1 request'],
    [{ is: 'asleep' }, 'asleep', 'asleep'],
    [{ is: 'not-loaded' }, 'cold', 'not loaded'],
    [{ is: 'failed', reason: 'no' }, 'failed', 'failed'],
    [{ is: 'unknown' }, 'unknown', 'unknown'],
    [{ is: 'loading', since: sampleNow - 12_400, progress: null }, 'loading', 'loading, 12 s'],
    [{ is: 'loading', since: sampleNow, progress: 0.62 }, 'loading', 'loading, 62%'],
  ] as const)('%o reads as its own shape and word', (state, shape, words) => {
    expect(shown(state)).toMatchObject({ shape, words });
  });

  it('fills the ring by the server’s progress, else once a minute', () => {
    expect(shown({ is: 'loading', since: sampleNow, progress: 0.5 }).part).toBe(0.5);
    expect(shown({ is: 'loading', since: sampleNow - 75_000, progress: null }).part).toBe(0.25);
  });

  it('tells the last state of an unreachable server as past', () => {
    const gone = serverOf('ollama', sampleSnapshot('failing'));
    expect(shown({ is: 'loaded' }, gone)).toMatchObject({ shape: 'unreachable', words: 'was warm' });
    expect(shown({ is: 'not-loaded' }, gone).words).toBe('unreachable');
  });

  it('follows an action of ours through its stages', () => {
    const server = serverOf('workshop');
    const action = server.actions[0];
    if (action === undefined) throw new Error('The sample has no action.');
    const model = sampleModel('Devstral-2-24B');
    const words = (stage: typeof action.stage) =>
      english.say(
        modelDisplay({ server, model, action: { ...action, stage, progress: null }, now: sampleNow }).words,
      );
    expect(words('queued')).toBe('waiting');
    expect(words('unloading')).toBe('unloading');
    expect(words('loading')).toBe('loading, 8 s');
    expect(words('confirming')).toBe('almost there');
  });
});

describe('the time left', () => {
  const left = (ms: number, exact = true) => {
    const words = timeLeft(
      { is: 'at', at: sampleNow + ms, periodMs: null, exact, basis: exact ? null : 'default-idle-time' },
      sampleNow,
    );
    return words === null ? null : english.say(words);
  };

  it('is plain where the server tells and "about" where it is an estimate', () => {
    expect(left(42.4 * minute)).toBe('42 min left');
    expect(left(4 * minute, false)).toBe('about 4 min left');
  });

  it('counts the last minute in steps of five seconds', () => {
    expect(left(42_000)).toBe('45 s left');
    expect(left(-1)).toBe('any moment');
  });

  it('says nothing where nothing is known', () => {
    expect(timeLeft({ is: 'unknown' }, sampleNow)).toBeNull();
    expect(english.say(timeLeft({ is: 'never' }, sampleNow) ?? { key: '', values: {} })).toBe('stays loaded');
  });
});

describe('the sizes offered for a load', () => {
  it('offers what the gateway expects, what it has and the most, each size once', () => {
    const server = serverOf('lmstudio');
    const [minimax] = server.models;
    if (minimax === undefined) throw new Error('The sample has no model.');
    expect(contextChoices(world, server, minimax).map(({ id, tokens }) => [id, tokens])).toEqual([
      ['expected', 196_608],
      ['current', 65_536],
      ['server', null],
      ['own', null],
    ]);
  });

  it.each([
    ['65536', 65_536],
    ['64k', 65_536],
    ['255', null],
    ['', null],
    ['lots', null],
    ['-4096', null],
    ['1e9', null],
  ])('takes %j as %j', (text, tokens) => {
    expect(typedContext(text, null, english.format)).toBe(tokens);
  });
});

describe('what is announced', () => {
  const change = (serverId: string, modelId: string, state: Model['state']): Snapshot => ({
    ...world,
    servers: world.servers.map((server) =>
      server.id === serverId
        ? { ...server, models: server.models.map((m) => (m.id === modelId ? { ...m, state } : m)) }
        : server,
    ),
  });
  const said = (after: Snapshot) => announcements(world, after).map(english.say);

  it('says what became warm, what went away and what failed', () => {
    expect(said(change('lmstudio', 'qwen3.8-coder-30b', { is: 'loaded' }))).toEqual([
      'Qwen3.8 Coder 30B is warm.',
    ]);
    expect(said(change('ollama', 'qwen3:32b', { is: 'not-loaded' }))).toEqual([
      'qwen3:32b is not loaded any more.',
    ]);
    expect(said(change('ollama', 'gemma4:27b', { is: 'failed', reason: 'no' }))).toEqual([
      'gemma4:27b failed to load.',
    ]);
  });

  it('keeps quiet when a warm model starts to answer, and when nothing changed', () => {
    expect(said(change('ollama', 'qwen3:32b', { is: 'busy', requests: 1, queued: 0 }))).toEqual([]);
    expect(said(world)).toEqual([]);
  });

  it('says a server is gone once, not each of its models', () => {
    const failing = sampleSnapshot('failing').servers[1];
    const after = { ...world, servers: world.servers.map((s) => (s.id === failing?.id ? failing : s)) };
    expect(said(after)).toEqual(['Ollama is unreachable.']);
  });

  it('makes one sentence of many changes', () => {
    const after = {
      ...world,
      servers: world.servers.map((s) => ({
        ...s,
        models: s.models.map((m) => ({ ...m, state: { is: 'failed' as const, reason: 'no' } })),
      })),
    };
    expect(said(after)).toEqual(['10 states changed.']);
  });
});

describe('the whole system in one sentence', () => {
  const sentenceOf = (snapshot: Snapshot) => {
    const { shape, word, words } = overall(snapshot, defaultChainOf(snapshot, sampleNow));
    return [shape, english.say(word), english.say(words)];
  };

  it('names the link that would answer now', () => {
    expect(sentenceOf(world)).toEqual(['warm', 'Ready', 'Minimax would answer now.']);
  });

  it('promises nothing for a link whose key only the gateway sees', () => {
    const chains = [sampleChain({ primary: 'anthropic/claude', fallbacks: [] })];
    const unsure = twoLinks({ picture: { chains } });
    expect(sentenceOf(unsure).slice(0, 2)).toEqual(['hosted', 'Not known yet']);
  });

  it('shows what an answer waits for, never the warm link behind it', () => {
    const late = (snapshot: Snapshot) => sentenceOf(snapshot).slice(0, 2);
    expect(late(twoLinks({ server: unreachable('connection-refused') }))).toEqual([
      'unreachable',
      'With a delay',
    ]);
    expect(late(twoLinks({ model: null }))).toEqual(['failed', 'With a delay']);
    // Warm, and the gateway passes it over: nothing about this chain is as it should be.
    expect(late(twoLinks({ configured: { contextWindow: 2_048 } }))).toEqual(['cold', 'With a delay']);
  });

  it('says that nothing was found', () => {
    expect(sentenceOf(sampleSnapshot('empty'))).toEqual([
      'unknown',
      'Not known yet',
      'No inference server was found.',
    ]);
  });

  it('counts warm models where there is no chain', () => {
    const bare: Snapshot = { ...world, gateway: sampleSnapshot('empty').gateway };
    expect(sentenceOf(bare)).toEqual(['warm', 'Ready', '3 models are warm.']);
  });

  it('lists what is wrong, each thing once and with the place where it is mended', () => {
    const failing = sampleSnapshot('failing');
    expect(thingsToLookAt(world, defaultChainOf(world))).toHaveLength(1);
    const things = thingsToLookAt(failing, defaultChainOf(failing));
    expect(things.length).toBeGreaterThan(4);
    expect(new Set(things.map(({ id }) => id)).size).toBe(things.length);
    expect(things.map((each) => [english.say(each.sentence), each.place])).toContainEqual([
      'Ollama is unreachable.',
      'models',
    ]);
  });
});

describe('the small plot', () => {
  it('draws from zero up, so that a long load looks long', () => {
    const points = [
      { at: 0, value: 10 },
      { at: 10, value: 0 },
    ];
    expect(sparkPath(points, 100, 48)).toBe('M0 2L100 46');
    expect(sparkPath([], 100, 48)).toBe('');
    expect(sparkPath(points.slice(0, 1), 100, 48)).toBe('M0 2H100');
  });
});
