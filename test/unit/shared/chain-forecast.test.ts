import { describe, expect, it } from 'vitest';
import { type ChainView, defaultChainOf } from '../../../shared/chain.ts';
import { englishTranslator } from '../../../shared/messages/index.ts';
import { modelKey } from '../../../shared/warmth.ts';
import { type TwoLinkWorld, twoLinks, unreachable } from '../../fakes/chain-worlds.ts';
import { sampleChain, sampleProvider } from '../../fakes/sample-parts.ts';

function chainOf(world: TwoLinkWorld, now: number | null = null): ChainView {
  const chain = defaultChainOf(twoLinks(world), now);
  if (chain === null) throw new Error('There is no default chain.');
  return chain;
}

const loadTakes = (seconds: number) => ({
  loadTimes: {
    [modelKey('this-machine:1111', 'a-m')]: { lastMs: seconds * 1_000, typicalMs: seconds * 1_000, count: 3 },
  },
});

/** First turns measured on the real gateway with `timeoutSeconds: 10`; nobody: the turn failed. */
const measured: {
  primary: string;
  world: TwoLinkWorld;
  answeredBy: 'a' | 'b' | 'nobody';
  from: number;
  to: number;
}[] = [
  {
    primary: 'is stopped',
    world: { server: unreachable('connection-refused') },
    answeredBy: 'b',
    from: 65,
    to: 86,
  },
  {
    primary: 'answers 500',
    world: { server: unreachable('server-error') },
    answeredBy: 'b',
    from: 64,
    to: 94,
  },
  {
    primary: 'answers 429',
    world: { server: unreachable('rate-limited') },
    answeredBy: 'b',
    from: 132,
    to: 152,
  },
  {
    primary: 'never answers',
    world: { server: unreachable('timed-out') },
    answeredBy: 'nobody',
    from: 67,
    to: 71,
  },
  {
    primary: 'has too little context on the server',
    world: { model: { contextAllocated: 8_192 } },
    answeredBy: 'nobody',
    from: 2,
    to: 8,
  },
  { primary: 'does not have the model', world: { model: null }, answeredBy: 'b', from: 2, to: 8 },
  {
    primary: 'refuses the key',
    world: { server: unreachable('unauthorised') },
    answeredBy: 'b',
    from: 2,
    to: 8,
  },
  {
    primary: 'is under the gateway’s context floor',
    world: { configured: { contextWindow: 3_000, maxTokens: 1_000 } },
    answeredBy: 'b',
    from: 2,
    to: 9,
  },
  {
    primary: 'loads for 12 of 30 s',
    world: {
      model: { state: { is: 'not-loaded' } },
      provider: { timeoutSeconds: 30 },
      snapshot: loadTakes(12),
    },
    answeredBy: 'a',
    from: 12,
    to: 13,
  },
  {
    primary: 'loads for 25 of 10 s and does not start over',
    world: { model: { state: { is: 'not-loaded' } }, snapshot: loadTakes(25) },
    answeredBy: 'a',
    from: 25,
    to: 26,
  },
  { primary: 'is well', world: {}, answeredBy: 'a', from: 0, to: 0 },
];

describe('the forecast equals what the real gateway did', () => {
  it.each(measured)('when the primary $primary, $answeredBy answers', ({ world, answeredBy, from, to }) => {
    const { forecast, links } = chainOf(world);
    const who = forecast.is === 'answers' ? links[forecast.index]?.providerId : forecast.is;
    expect(who).toBe(answeredBy);
    expect(forecast.afterSeconds).toBeGreaterThanOrEqual(from);
    expect(forecast.afterSeconds).toBeLessThanOrEqual(to);
    if (forecast.is !== 'unknown') expect(forecast.sure).toBe(true);
  });

  it('asks no link after one at which the turn fails', () => {
    const { forecast } = chainOf({ server: unreachable('timed-out') });
    expect(forecast).toMatchObject({ is: 'nobody', index: 0 });
  });

  it('adds up what every stopped link costs', () => {
    const snapshot = twoLinks({ server: unreachable('connection-refused') });
    const stopped = snapshot.servers.map((server) => ({ ...server, ...unreachable('connection-refused') }));
    expect(defaultChainOf({ ...snapshot, servers: stopped })?.forecast).toMatchObject({
      is: 'nobody',
      afterSeconds: 170,
    });
  });

  it('says it in words', () => {
    const say = (world: TwoLinkWorld) => englishTranslator.say(chainOf(world).forecast.sentence);
    expect(say({ server: unreachable('connection-refused') })).toBe(
      'A is stopped: each message would wait about 85 s, then b/b-m answers.',
    );
    expect(say({ server: unreachable('timed-out') })).toBe(
      'A accepts messages and never answers: the turn fails after about 71 s, the links after a/a-m are not asked.',
    );
    expect(say({ model: { contextAllocated: 8_192 } })).toMatch(/first message does not fit into a\/a-m/);
    expect(
      say({
        model: { state: { is: 'not-loaded' } },
        provider: { timeoutSeconds: null },
        snapshot: loadTakes(40),
      }),
    ).toBe('a/a-m would answer after loading, in about 40 s.');
    expect(say({})).toBe('a/a-m would answer now.');
  });
});

describe('the forecast of one link', () => {
  const primary = (world: TwoLinkWorld, now: number | null = null) => chainOf(world, now).links[0]?.forecast;

  it('counts only what is left of a load under way', () => {
    const world = {
      model: { state: { is: 'loading' as const, since: 1_000, progress: null } },
      provider: { timeoutSeconds: 60 },
      snapshot: loadTakes(30),
    };
    expect(primary(world, 21_000)).toMatchObject({ does: 'answers', why: 'loading', seconds: 10 });
    expect(primary(world)).toMatchObject({ seconds: 30 });
  });

  it('knows that a load which starts over with each try never ends', () => {
    const world = { model: { state: { is: 'not-loaded' as const } }, snapshot: loadTakes(25) };
    expect(primary({ ...world, server: { kind: 'ollama' } })).toMatchObject({
      does: 'turn-fails',
      why: 'load-never-finishes',
      seconds: 71,
    });
  });

  it('takes the gateway’s own limit of silence where the provider has none', () => {
    const world = { model: { state: { is: 'not-loaded' as const } }, provider: { timeoutSeconds: null } };
    expect(primary({ ...world, snapshot: loadTakes(200) })).toMatchObject({
      does: 'answers',
      limitSeconds: 300,
    });
  });

  it('promises nothing for a load nobody has seen', () => {
    expect(primary({ model: { state: { is: 'not-loaded' } } })).toMatchObject({
      does: 'answers',
      why: 'cold',
      seconds: null,
    });
  });

  it('cannot tell for a server that loads nothing by itself', () => {
    const world = { model: { state: { is: 'not-loaded' as const } }, server: { kind: 'tabbyapi' as const } };
    expect(primary(world)).toMatchObject({ does: 'unknown', why: 'not-loaded-by-itself' });
  });

  it('lets a server that cuts silently answer all the same', () => {
    const world = { model: { contextAllocated: 8_192 }, server: { kind: 'koboldcpp' as const } };
    expect(primary(world)).toMatchObject({ does: 'answers', why: 'warm' });
  });

  it('judges hosted links by their key alone', () => {
    const hosted = (key: Parameters<typeof sampleProvider>[1]) =>
      twoLinks({
        picture: {
          providers: [sampleProvider('anthropic', key)],
          chains: [sampleChain({ primary: 'anthropic/claude-sonnet-4-5', fallbacks: [] })],
        },
      });
    const forecast = (key: Parameters<typeof sampleProvider>[1]) =>
      defaultChainOf(hosted(key))?.links[0]?.forecast;
    const variable = (visible: boolean) => ({ key: { is: 'variable' as const, name: 'A_KEY', visible } });
    expect(forecast(variable(true))).toMatchObject({ does: 'answers', why: 'hosted', sure: true });
    expect(forecast(variable(false))).toMatchObject({ does: 'answers', why: 'key-not-visible', sure: false });
    expect(forecast({ key: { is: 'missing' } })).toMatchObject({ does: 'answers', sure: false });
    expect(
      forecast({ baseUrl: 'https://api.example.com/v1', models: [], key: { is: 'missing' } }),
    ).toMatchObject({ does: 'moves-on', why: 'key-missing' });
  });
});

describe('a server that does not look at the name', () => {
  it.each([
    ['a single llama.cpp', { kind: 'llama-cpp', variant: 'single' }, true],
    ['KoboldCpp', { kind: 'koboldcpp', variant: null }, true],
    ['TabbyAPI, which may be told to look', { kind: 'tabbyapi', variant: null }, false],
  ] as const)('%s answers with what it has loaded', (_name, server, sure) => {
    const chain = chainOf({
      server,
      picture: { chains: [sampleChain({ primary: 'a/other', fallbacks: ['b/b-m'] })] },
    });
    expect(chain.links[0]).toMatchObject({
      state: { is: 'not-listed' },
      forecast: { does: 'answers', why: 'other-model', sure },
    });
    expect(englishTranslator.say(chain.forecast.sentence)).toBe(
      'A answers, but with a-m: it does not look at the name other.',
    );
  });

  it.each([
    ['a llama.cpp router', { kind: 'llama-cpp', variant: 'router' }],
    ['vLLM', { kind: 'vllm', variant: null }],
  ] as const)('%s is none', (_name, server) => {
    const chain = chainOf({
      server,
      picture: { chains: [sampleChain({ primary: 'a/other', fallbacks: ['b/b-m'] })] },
    });
    expect(chain.links[0]?.forecast).toMatchObject({ does: 'moves-on', why: 'not-listed' });
  });
});

describe('a machine that is off', () => {
  it('costs time like a stopped server and lets the next link answer, for a time nobody measured', () => {
    const { links, forecast } = chainOf({ server: unreachable('no-connection') });
    expect(links[0]).toMatchObject({
      state: { is: 'unreachable' },
      forecast: { does: 'moves-on', why: 'unreachable', sure: false },
    });
    expect(forecast).toMatchObject({ is: 'answers', index: 1, sure: false });
  });
});

describe('a provider the config does not have', () => {
  const startingWith = (primary: string, fallbacks: string[] = []) =>
    chainOf({ picture: { chains: [sampleChain({ primary, fallbacks })] } });
  const said = ({ forecast }: ChainView) => englishTranslator.say(forecast.sentence);

  it('is nobody when the gateway knows none of that name either', () => {
    const chain = startingWith('nope/x');
    expect(chain.links[0]).toMatchObject({ state: { is: 'no-such-provider' }, place: { is: 'unknown' } });
    expect(chain.forecast.is).toBe('nobody');
    expect(said(startingWith('nope/x', ['b/b-m']))).toBe(
      'There is no provider nope: b/b-m answers after about 8 s.',
    );
  });

  it('answers under a condition when the gateway brings it along: its key is not seen from here', () => {
    const chain = startingWith('anthropic/claude-sonnet-4-5');
    expect(chain.links[0]).toMatchObject({ state: { is: 'hosted' }, forecast: { why: 'key-not-visible' } });
    expect(said(chain)).toBe(
      'anthropic/claude-sonnet-4-5 would answer if the gateway has its key, which is not visible from here.',
    );
    expect(said(startingWith('nope/x', ['anthropic/claude-sonnet-4-5']))).toMatch(
      /^nope\/x does not answer: .* if /,
    );
  });
});
