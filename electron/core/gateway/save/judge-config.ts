import type { ConfigIssue, Review } from '../../../../shared/contract/config-commands.ts';
import { failWith, type Result } from '../../../../shared/result.ts';
import type { ConfigTree } from '../config-files.ts';
import type { ConfigSchema } from '../config-schema.ts';
import type { SchemaCheck } from '../config-schema-check.ts';
import { readPicture } from '../model-picture.ts';
import type { CliVerdict } from '../openclaw-answers.ts';
import type { OpenclawCli } from '../openclaw-cli.ts';
import { isGatewaysOwnRule, ruleIssues } from './config-rules.ts';
import { judge, shownCliIssues, shownSchemaIssues } from './review-checks.ts';

/** The config as it stands, judged the way a save is: by our rules, the gateway's schema and its command line. */

export type ConfigVerdict = {
  /** One for each thing that is wrong, whoever said it first. */
  issues: ConfigIssue[];
  schema: Exclude<Review['schemaCheck'], 'running'>;
  cli: Exclude<Review['cliCheck'], 'running'>;
};

export type Judges = { schema: ConfigSchema; cli: OpenclawCli | null; stateFolder: string | null };

export async function judgeConfig(
  tree: ConfigTree,
  { schema, cli, stateFolder }: Judges,
): Promise<ConfigVerdict> {
  const [bySchema, byCli] = await Promise.all([
    checkSchema(tree, schema, cli),
    cli === null ? null : judge(cli, tree, stateFolder),
  ]);
  const verdict: CliVerdict | null = byCli?.ok === true ? byCli.value : null;
  const found = bySchema?.ok === true ? bySchema.value : null;
  return {
    issues: distinct([
      verdict?.accepted === true ? [] : gatewaysRules(tree),
      found === null ? [] : shownSchemaIssues(found.issues, verdict, tree),
      verdict === null ? [] : shownCliIssues(verdict, tree),
    ]),
    schema: found === null ? 'could-not-run' : 'done',
    cli: verdict === null ? 'could-not-run' : 'done',
  };
}

async function checkSchema(
  tree: ConfigTree,
  schema: ConfigSchema,
  cli: OpenclawCli | null,
): Promise<Result<SchemaCheck> | null> {
  if (cli === null) return null;
  const used = await schema.use(cli);
  return used.ok ? schema.check(tree.value) : failWith(used.failure);
}

/** What the gateway refuses and its schema does not hold; the rest of our rules has checks of its own. */
export function gatewaysRules(tree: ConfigTree): ConfigIssue[] {
  const { picture } = readPicture(tree, { visible: () => true });
  return ruleIssues({ tree, picture }, null).filter(isGatewaysOwnRule);
}

/** Rules first, which have a fix; then the schema, which knows the line; the command line adds what neither saw. */
function distinct(groups: readonly ConfigIssue[][]): ConfigIssue[] {
  const told: ConfigIssue[] = [];
  for (const group of groups) {
    const earlier = [...told];
    told.push(...group.filter((issue) => !earlier.some((each) => covers(each, issue))));
  }
  return told;
}

/** The same place, or for a rule about a whole provider or model what is missing right inside of it. */
function covers(told: ConfigIssue, { path }: ConfigIssue): boolean {
  if (told.path === path) return true;
  return (
    told.from === 'rules' &&
    path.startsWith(`${told.path}.`) &&
    !/[.[]/.test(path.slice(told.path.length + 1))
  );
}
