import { expect, it } from 'vitest';
import { type ConfigTree, readConfig } from '../../../../electron/core/gateway/config-files.ts';
import type { ConfigSchema } from '../../../../electron/core/gateway/config-schema.ts';
import { createSchemaChecker } from '../../../../electron/core/gateway/config-schema-check.ts';
import type { CliVerdict } from '../../../../electron/core/gateway/openclaw-answers.ts';
import type { OpenclawCli } from '../../../../electron/core/gateway/openclaw-cli.ts';
import { judgeConfig } from '../../../../electron/core/gateway/save/judge-config.ts';
import { englishTranslator } from '../../../../shared/messages/index.ts';
import { fail, ok } from '../../../../shared/result.ts';
import { createMemoryFiles } from '../../../fakes/memory-files.ts';

const text = `{
  "x-mine": 1,
  gateway: { mode: "local" },
  models: {
    providers: {
      mine: { baseUrl: "https://models.example/v1" },
      lmstudio: {
        models: [
          { id: "qwen" },
        ],
      },
    },
  },
}
`;

async function treeOf(config: string): Promise<ConfigTree> {
  const read = await readConfig(createMemoryFiles({ '/c/openclaw.json': config }), '/c/openclaw.json');
  if (!read.tree.ok) throw new Error(read.tree.failure.detail);
  return read.tree.value;
}

const checker = createSchemaChecker({
  type: 'object',
  additionalProperties: false,
  properties: {
    gateway: { type: 'object' },
    models: {
      type: 'object',
      properties: {
        providers: {
          additionalProperties: {
            properties: { models: { items: { required: ['id', 'name'] } } },
          },
        },
      },
    },
  },
});
const schema: ConfigSchema = {
  use: async () => ok(undefined),
  check: async (config) => ok(checker.check(config)),
  describe: async () => ok(null),
};

function cliSaying(verdict: CliVerdict | null): OpenclawCli {
  return {
    path: '/usr/bin/openclaw',
    version: '2026.9.6',
    configFile: async () => ok('/c/openclaw.json'),
    validate: async () => (verdict === null ? fail('cli-failed', 'It fell over.') : ok(verdict)),
    schemaText: async () => fail('cli-failed', 'Nobody asks.'),
  };
}

const refusal = (dotted: string, message: string) => ({
  level: 'error' as const,
  dotted,
  message,
  choices: [],
});

async function judged(config: string, cli: OpenclawCli | null) {
  const verdict = await judgeConfig(await treeOf(config), { schema, cli, stateFolder: null });
  const issues = verdict.issues.map(
    ({ level, place, sentence }) => `${place?.line} ${level}: ${englishTranslator.say(sentence)}`,
  );
  return { ...verdict, issues };
}

it('tells each thing that is wrong once, with its line, whoever saw it', async () => {
  const cli = cliSaying({
    accepted: false,
    issues: [
      refusal('<root>', 'a key is not known'),
      refusal('models.providers.mine.models', 'a provider of one’s own needs them'),
      refusal('models.providers.lmstudio.models.0.name', 'it is required'),
      refusal('gateway', 'something only the gateway knows'),
    ],
  });
  expect(await judged(text, cli)).toEqual({
    schema: 'done',
    cli: 'done',
    issues: [
      '6 error: The provider mine needs both an address and a list of models.',
      '9 error: lmstudio/qwen needs a name: the gateway refuses a model without one.',
      '2 error: the config has the key "x-mine", which the gateway does not know.',
      '3 error: The gateway’s own check says: something only the gateway knows',
    ],
  });
});

it('knows its own rules where the openclaw command is not there, and says what was not asked', async () => {
  expect(await judged(text, null)).toMatchObject({
    schema: 'could-not-run',
    cli: 'could-not-run',
    issues: [/^6 error/, /^9 error/].map((line) => expect.stringMatching(line)),
  });
});

it('does not take a command that fell over for a verdict', async () => {
  const verdict = await judged('{ "x-mine": 1, gateway: { mode: "local" } }', cliSaying(null));
  expect(verdict).toMatchObject({ schema: 'done', cli: 'could-not-run' });
  expect(verdict.issues).toHaveLength(1);
});

it('believes the gateway that accepts', async () => {
  const verdict = await judged(text, cliSaying({ accepted: true, issues: [] }));
  expect(verdict.issues.every((line) => line.includes('warning'))).toBe(true);
  expect(verdict.issues.join()).not.toContain('needs both');
});
