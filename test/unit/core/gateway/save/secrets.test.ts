import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../../../electron/core/gateway/config-text.ts';
import type { CliVerdict } from '../../../../../electron/core/gateway/openclaw-answers.ts';
import { createSecretMask } from '../../../../../electron/core/gateway/secret-mask.ts';
import { secretRanges } from '../../../../../electron/core/gateway/secret-ranges.ts';
import { fail, ok, type Result } from '../../../../../shared/result.ts';
import { startConfigWorld } from '../../../../fakes/config-world.ts';
import { createMemoryFiles } from '../../../../fakes/memory-files.ts';

const main = '/home/ada/.openclaw/openclaw.json';

/** Every kind of secret, each with the same word in it to look for. */
const config = `// old key: sk-ant-PLANTED-in-a-comment-0123456789
{
  gateway: { mode: "local", auth: { token: "PLANTED-gateway-token", password: 'PLANTED "pass"' } },
  env: { vars: { BOX_KEY: "PLANTED-box", MY_PAT: "PLANTED-pat", HOME_DIR: "/home/ada" }, OPENAI_API_KEY: "PLANTED-openai" },
  agents: { defaults: { model: { primary: "box/m", fallbacks: ["box/n"] } } },
  models: { providers: {
    box: {
      baseUrl: "http://ada:PLANTED-in-address@box:8000/v1",
      apiKey: "PLANTED-box-key", // token = "PLANTED-in-comment"
      headers: { "X-Custom": "PLANTED-header" },
      models: [{ id: "m", name: "M" }, { id: "n", name: "N", /* apiKey: 'PLANTED-block-1' */ }],
    },
    // off: { baseUrl: "http://x", apiKey: "PLANTED-switched-off" },
  } },
  channels: { telegram: { botToken: "123456789:PLANTEDxxxxxxxxxxxxxxxxxxxxxxxxxxxx" }, slack: { keys: ["xoxb-1234567890-PLANTED"], webhookUrl: "https://hooks.slack.com/services/T0/B0/PLANTED" } },
  tools: { exec: { args: ["--header", "Bearer PLANTED-bearer-token"] } },
}
`;

describe('a mask', () => {
  test('hides every planted secret and gives the text back to the byte', () => {
    const mask = createSecretMask(Math.random);
    const shown = mask.mask(config);
    expect(shown.text).not.toContain('PLANTED');
    expect(shown.text).toContain('HOME_DIR: "/home/ada"');
    expect(mask.unmask(shown.text)).toEqual({ ok: true, value: config });
  });

  test.each([
    [
      'the query of an address',
      '{ baseUrl: "https://h/v1?v=2&api_key=PLANTED#x", url: "https://m/?token=PLANTED" }',
    ],
    [
      'the query of an address, named in another case',
      '{ baseUrl: "https://h/v1?apiKey=PLANTED&X-Api-Key=PLANTED", url: "https://m/?TOKEN=PLANTED&pwd=PLANTED" }',
    ],
    [
      'arguments',
      '{ args: ["--api-key", "PLANTED", "--token=PLANTED", "-H", "X-Key: PLANTED", "--port", "1"] }',
    ],
    [
      'the sign-in of requests',
      '{ request: { auth: { mode: "header", headerName: "X-Key", value: "PLANTED" } } }',
    ],
    ['an account as JSON in a text', `{ serviceAccount: '{"private_key":"PLANTED"}' }`],
    ['a private key', '{ pem: "-----BEGIN RSA PRIVATE KEY-----\\nPLANTED\\n-----END RSA PRIVATE KEY-----" }'],
    ['variables of a local server', '{ localService: { env: { HF: "PLANTED" } } }'],
    ['variables of a skill', '{ skills: { entries: { s: { env: { FOO: "PLANTED" } } } } }'],
    ['variables as a list', '{ env: ["FOO=PLANTED"] }'],
    [
      'several values of a header',
      '{ headers: { "X-Key": ["PLANTED", "PLANTED"]}, request: { headers: [{ name: "a", value: "PLANTED" }] } }',
    ],
  ])('hides the secret in %s', (_where, text) => {
    const mask = createSecretMask(Math.random);
    const shown = mask.mask(text);
    expect(shown.text).not.toContain('PLANTED');
    expect(mask.unmask(shown.text)).toEqual({ ok: true, value: text });
    // As long as it can't be parsed, too.
    const broken = `{ damaged: , ${text.slice(1)}`;
    const half = mask.mask(broken);
    if (/args|env|[?]|BEGIN/.test(text) && !text.includes('-H')) expect(half.text).not.toContain('PLANTED');
    expect(mask.unmask(half.text)).toEqual({ ok: true, value: broken });
  });

  test.each(['{ token: 123456789 }', '{ a: { password: 0x1234, apiKey: 42 } }'])(
    'hides a secret that is written as a number: %s',
    (text) => {
      for (const written of [text, `${text} ,`]) {
        const mask = createSecretMask(Math.random);
        const shown = mask.mask(written);
        expect(shown.text).not.toMatch(/: \d/);
        expect(mask.unmask(shown.text)).toEqual({ ok: true, value: written });
      }
      // The masked text can be checked while somebody types.
      expect(parseConfig(createSecretMask(Math.random).mask(text).text, main).ok).toBe(true);
    },
  );

  test('a number and a text of the same digits each come back as what they were', () => {
    const mask = createSecretMask(Math.random);
    const text = `{ token: 12345678, apiKey: "12345678", password: '12345678' }`;
    expect(mask.unmask(mask.mask(text).text)).toEqual({ ok: true, value: text });
  });

  test.each([
    '{ args: ["--port", "8080", "--max-tokens", "900", "--model", "qwen"], maxTokens: 8192 }',
    '{ env: { OLLAMA_HOST: "http://box.lan:11434", OLLAMA_NUM_PARALLEL: "4", MODELS: "/srv/models", LIVE: "true" } }',
    '{ baseUrl: "https://h/v1?version=2024-01-01", auth: { mode: "token" }, serviceAccount: "/etc/sa.json" }',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the config's own syntax for a variable
    '{ env: { FOO: "${FOO}" }, args: ["--api-key", "${KEY}"], url: "http://h/?token=${TOKEN}" }',
  ])('leaves what is no secret to be read: %s', (text) => {
    expect(createSecretMask(Math.random).mask(text)).toEqual({ text, secrets: 0 });
  });

  test('hides them in every text that is cut off somewhere', () => {
    const mask = createSecretMask(Math.random);
    for (let end = 60; end < config.length; end += 37) {
      const half = config.slice(0, end).replace(/\S*$/, '');
      const shown = mask.mask(half);
      expect(shown.text.replace(/PLANTED-(pat|header)|slack.*/g, '')).not.toMatch(/PLANTED/);
      expect(mask.unmask(shown.text)).toEqual({ ok: true, value: half });
    }
  });

  test('has a placeholder of its own for each secret, whatever chance says', () => {
    const mask = createSecretMask(() => 0.5);
    const text = '{ a: { apiKey: "one-key" }, b: { apiKey: "two-key" }, c: { apiKey: "one-key" } }';
    const found = mask.mask(text).text.match(/secret [0-9a-z]{6}/g) ?? [];
    expect(new Set(found).size).toBe(2);
    expect(mask.unmask(mask.mask(text).text)).toEqual({ ok: true, value: text });
  });

  test.each([
    '{ a: 1 } // the secret please, and a secret server',
    '{ note: "•••• written back by another program" }',
    '{ title: "secret sauce1" }',
  ])('leaves words alone that only look like its own: %s', (text) => {
    const mask = createSecretMask(Math.random);
    expect(mask.unmask(mask.mask(text).text)).toEqual({ ok: true, value: text });
  });

  test.each([
    (shown: string) => shown.replace(' ••••', ''),
    (shown: string) => shown.replace('•••• ', ''),
    (shown: string) => shown.replaceAll('•', ''),
    (shown: string) => shown.replace(/secret (...)/, 'secret $1x'),
    (shown: string) => shown.replace(/secret (.....)./, 'secret $1'),
    (shown: string) => shown.replace('••••', '•••'),
  ])('takes no cut or changed placeholder for a key: %s', (cut) => {
    const mask = createSecretMask(Math.random);
    const shown = mask.mask('{ apiKey: "one-two-three" }').text;
    expect(cut(shown)).not.toBe(shown);
    expect(mask.unmask(cut(shown))).toMatchObject({ ok: false, failure: { code: 'edit-not-possible' } });
  });

  test('hides an unquoted key in a text that is broken by exactly that', () => {
    const mask = createSecretMask(Math.random);
    expect(mask.mask('{ apiKey: my-own-key, maxTokens: 8192').text).toMatch(
      /^\{ apiKey: •••• secret \w+ ••••, maxTokens: 8192$/,
    );
  });

  test.each([
    `{ apiKey: "${'a'.repeat(2_000_000)}"`,
    'a'.repeat(2_000_000),
    'apiKey:'.repeat(200_000),
    'eyJ'.repeat(500_000),
    'http://a:'.repeat(200_000),
    '"'.repeat(1_000_000),
    '//'.repeat(500_000),
    '?api_key='.repeat(200_000),
    '"--token",'.repeat(200_000),
    'env:{'.repeat(300_000),
    '-----BEGIN PRIVATE KEY-----'.repeat(70_000),
  ])('takes no longer for a hostile text', (text) => {
    const startedAt = performance.now();
    secretRanges(text);
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });
});

describe('nothing that leaves the editor holds a secret', () => {
  test('not reviews, not issues, not texts, not diffs, not failures, not the log, not the list of versions', async () => {
    const files = createMemoryFiles({ [main]: config });
    const problem = 'models.providers.box.apiKey "PLANTED-box-key" is not accepted';
    const world = await startConfigWorld({
      files,
      main,
      versionsFolder: '/data/versions',
      cli: {
        validate: async ({ main: copy }): Promise<Result<CliVerdict>> =>
          ok({
            accepted: copy.text === config,
            issues:
              copy.text === config
                ? []
                : [{ level: 'warning', dotted: 'models', message: problem, choices: [] }],
          }),
      },
      schema: { check: async () => fail('internal', 'PLANTED in a failure of ours is our own fault') },
    });
    const told: unknown[] = [];
    const { editor, run } = world;
    const review = await world.review([
      { edit: 'remove-model', providerId: 'box', modelId: 'n' },
      { edit: 'remove-fallback', agentId: null, index: 0, ref: 'box/n' },
      {
        edit: 'set-provider-text',
        providerId: 'box',
        field: 'baseUrl',
        value: 'http://eve:PLANTED-typed@box/v1',
      },
    ]);
    expect(review.droppedComments).toHaveLength(1);
    told.push(review, await run(editor.checked(review.reviewId)));
    const outcome = await world.save(review.reviewId);
    told.push(outcome, world.saved, editor.versions(null), await editor.text(null));
    if (!outcome.ok || outcome.value.is !== 'saved') throw new Error('not saved');
    const { versionId } = outcome.value;
    told.push(await editor.versionDiff(versionId), await run(editor.reviewRestore(versionId)));
    files.editedOutside(main, config.replace('apiKey: "PLANTED-box-key"', 'apiKey: PLANTED-unquoted-1'));
    await run(world.reader.reread());
    const { state } = world.reader.current();
    if (state.is !== 'broken') throw new Error('not broken');
    told.push(state.failure, await editor.text(null));
    told.push(await run(editor.checkText(main, '{ apiKey: "PLANTED-x", a: }')));
    told.push(
      await run(editor.review([{ edit: 'replace-text', file: main, text: '{ apiKey: "PLANTED-x" a: 1 }' }])),
    );
    told.push(await world.undo(versionId), world.failed, world.log.lines);
    told.push(files.text('/data/versions/index.json'));
    expect(JSON.stringify(told).match(/.{60}PLANTED.{20}/g)).toBeNull();
    // The bytes themselves are kept, in a private file.
    expect(files.text(`/data/versions/${versionId}`)).toBe(config);
  });
});
