import { describe, expect, it } from 'vitest';
import { chainsOf } from '../../../shared/chain.ts';
import { aliasOf, refOf, withoutProfile } from '../../../shared/refs.ts';
import { twoLinks } from '../../fakes/chain-worlds.ts';
import { sampleChain, samplePicture, sampleProvider } from '../../fakes/sample-parts.ts';

const picture = samplePicture({
  providers: [sampleProvider('lmstudio'), sampleProvider('Box')],
  aliases: [
    { ref: 'lmstudio/minimax', alias: 'Max' },
    { ref: 'box/glm', alias: 'Best' },
    { ref: 'anthropic/claude-opus-5', alias: 'best' },
  ],
});

/** As the gateway's own resolver (release 2026.9.6) reads them. */
describe('a link as written', () => {
  it.each([
    ['lmstudio/minimax', 'lmstudio/minimax'],
    ['max', 'lmstudio/minimax'],
    ['MAX@work', 'lmstudio/minimax'],
    ['LMStudio/minimax@work', 'lmstudio/minimax'],
    ['LMStudio/MAX', 'lmstudio/minimax'],
    ['anthropic/Max', 'anthropic/Max'],
    // Of two equal aliases the last one counts; behind a provider's name, the last one of that provider.
    ['Best', 'anthropic/claude-opus-5'],
    ['box/best', 'Box/glm'],
    ['nobody/at-all', 'nobody/at-all'],
    ['bare', 'bare'],
  ])('%s is %s', (written, ref) => {
    expect(refOf(picture, written)).toBe(ref);
  });

  it.each([
    ['a/m@work', 'a/m'],
    ['a/claude@20250514', 'a/claude@20250514'],
    ['a/claude@20250514@work', 'a/claude@20250514'],
    ['a/qwen@q4_k_m', 'a/qwen@q4_k_m'],
    ['a/qwen@8bit@work', 'a/qwen@8bit'],
    ['a@b/m', 'a@b/m'],
    ['@scope/m', '@scope/m'],
  ])('%s without its profile is %s', (written, plain) => {
    expect(withoutProfile(written)).toBe(plain);
  });

  it('has the alias that its ref was given last, however its provider is spelt', () => {
    expect(aliasOf(picture, 'Box/glm')).toBe('Best');
    expect(aliasOf(picture, 'lmstudio/other')).toBeNull();
  });

  it('stays near where another machine computes for its server through a link', () => {
    const [chain] = chainsOf(twoLinks({ model: { place: 'elsewhere', hosted: false } }));
    expect(chain?.links[0]?.place).toMatchObject({ is: 'near', place: 'elsewhere' });
    const [paid] = chainsOf(twoLinks({ model: { place: 'elsewhere', hosted: true } }));
    expect(paid?.links[0]?.place.is).toBe('passed-on');
  });

  it.each(['A/a-m', 'a/a-m@work', 'PRIMARY'])(
    'is found on its server and in the config when written %s',
    (primary) => {
      const aliases = [{ ref: 'a/a-m', alias: 'Primary' }];
      const chains = [sampleChain({ primary, fallbacks: ['a/a-m'] })];
      const [chain] = chainsOf(twoLinks({ picture: { aliases, chains } }));
      expect(chain?.links[0]).toMatchObject({
        serverModelId: 'a-m',
        context: { declared: { contextWindow: 131_072 } },
      });
      expect(chain?.links[1]?.forecast.why).toBe('duplicate');
    },
  );
});
