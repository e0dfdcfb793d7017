import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { presetNames } from '../../../shared/config-edits.ts';
import { presetOrder } from '../../../shared/presets.ts';
import { sampleChain, samplePicture, sampleProvider } from '../../fakes/sample-parts.ts';

const providers = [
  sampleProvider('lmstudio', { baseUrl: 'http://127.0.0.1:1234/v1', models: [] }),
  sampleProvider('box', { baseUrl: 'http://192.168.1.40:8080/v1', models: [] }),
  sampleProvider('far', { baseUrl: 'https://api.example.com/v1', models: [] }),
];
const aliases = [{ ref: 'anthropic/claude-opus-4-6', alias: 'Opus' }];
const pictureOf = (primary: string, fallbacks: string[]) =>
  samplePicture({ providers, aliases, chains: [sampleChain({ primary, fallbacks })] });

const hosted = ['anthropic/claude-sonnet-4-5', 'Opus', 'far/m', 'ollama/gpt-oss:120b-cloud'];
const local = ['lmstudio/minimax', 'box/glm', 'ollama/qwen3:8b'];
const chain = fc
  .array(fc.constantFrom(...hosted, ...local), { minLength: 1, maxLength: 8 })
  .map(([primary = 'lmstudio/minimax', ...fallbacks]) => ({ primary, fallbacks }));

describe('presets', () => {
  const written = pictureOf('lmstudio/minimax', ['Opus', 'box/glm', 'anthropic/claude-sonnet-4-5']);

  it.each([
    ['hosted-first', ['Opus', 'anthropic/claude-sonnet-4-5', 'lmstudio/minimax', 'box/glm'], []],
    ['local-first', ['lmstudio/minimax', 'box/glm', 'Opus', 'anthropic/claude-sonnet-4-5'], []],
    ['local-only', ['lmstudio/minimax', 'box/glm'], ['Opus', 'anthropic/claude-sonnet-4-5']],
  ] as const)('%s gives %j', (preset, refs, lost) => {
    expect(presetOrder(written, null, preset)).toEqual({ can: true, refs, lost, changes: true });
  });

  it('never loses or invents a link, and keeps the person’s order within each kind', () => {
    fc.assert(
      fc.property(chain, fc.constantFrom(...presetNames), ({ primary, fallbacks }, preset) => {
        const order = presetOrder(pictureOf(primary, fallbacks), null, preset);
        if (!order.can) return;
        const all = [primary, ...fallbacks];
        expect([...order.refs, ...order.lost].toSorted()).toEqual(all.toSorted());
        const only = (kind: string[], refs: string[]) => refs.filter((ref) => kind.includes(ref));
        expect(only(local, order.refs)).toEqual(only(local, all));
        expect(only(hosted, [...order.refs, ...order.lost])).toEqual(only(hosted, all));
        if (preset === 'local-only') expect(only(hosted, order.refs)).toEqual([]);
        else expect(order.lost).toEqual([]);
      }),
    );
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(chain, fc.constantFrom(...presetNames), ({ primary, fallbacks }, preset) => {
        const once = presetOrder(pictureOf(primary, fallbacks), null, preset);
        if (!once.can) return;
        const [first = primary, ...rest] = once.refs;
        const twice = presetOrder(pictureOf(first, rest), null, preset);
        if (twice.can) expect(twice).toEqual({ can: true, refs: once.refs, lost: [], changes: false });
      }),
    );
  });

  it('says why it cannot be done', () => {
    expect(presetOrder(samplePicture(), null, 'local-first')).toEqual({ can: false, why: 'no-chain' });
    expect(presetOrder(pictureOf('box/glm', []), null, 'hosted-first')).toEqual({
      can: false,
      why: 'no-hosted-model',
    });
    expect(presetOrder(pictureOf('Opus', []), null, 'local-only')).toEqual({
      can: false,
      why: 'no-local-model',
    });
    const inherits = samplePicture({
      chains: [
        sampleChain({ agentId: 'x', form: 'absent', effective: { primary: 'box/glm', fallbacks: [] } }),
      ],
    });
    expect(presetOrder(inherits, 'x', 'local-first')).toEqual({ can: false, why: 'inherits' });
  });

  // biome-ignore lint/suspicious/noTemplateCurlyInString: the config's own syntax for a variable
  it.each(['${CORP_LLM_URL}/v1', 'http://${CORP_HOST}:8000/v1'])(
    'does not take %s, which only the gateway can complete, for private',
    (baseUrl) => {
      const corp = sampleProvider('corp', { baseUrl, models: [] });
      const chains = [sampleChain({ primary: 'lmstudio/minimax', fallbacks: ['corp/gpt'] })];
      const picture = samplePicture({ providers: [...providers, corp], chains });
      expect(presetOrder(picture, null, 'local-only')).toMatchObject({
        refs: ['lmstudio/minimax'],
        lost: ['corp/gpt'],
      });
    },
  );

  it('takes what cannot be told for hosted', () => {
    const picture = pictureOf('lmstudio/minimax', ['some-bare-id', 'llmman/llmman.hybrid/a,openai/b']);
    expect(presetOrder(picture, null, 'local-only')).toMatchObject({ refs: ['lmstudio/minimax'] });
  });
});
