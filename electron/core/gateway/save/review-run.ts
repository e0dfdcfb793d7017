import type { ConfigIssue, Review } from '../../../../shared/contract/config-commands.ts';
import type { Log } from '../../ports.ts';
import type { ConfigSchema } from '../config-schema.ts';
import type { SchemaIssue } from '../config-schema-check.ts';
import type { ChangeSet } from '../edits/change-set.ts';
import type { CliVerdict } from '../openclaw-answers.ts';
import type { OpenclawCli } from '../openclaw-cli.ts';
import { isGatewaysOwnRule } from './config-rules.ts';
import { cliVerdict, quickIssues, schemaIssues, shownCliIssues, shownSchemaIssues } from './review-checks.ts';

/** One review with its slow checks under way. */
export type ReviewRun = {
  change: ChangeSet;
  checks(): {
    issues: ConfigIssue[];
    schema: Review['schemaCheck'];
    cli: Review['cliCheck'];
    /** The gateway's command line was asked and found nothing against it. */
    accepted: boolean;
  };
  /** Resolves when both slow checks have ended, one way or the other. */
  finished: Promise<void>;
  cancel(): void;
};

export function createReviewRun(options: {
  change: ChangeSet;
  schema: ConfigSchema;
  cli(): Promise<OpenclawCli | null>;
  stateFolder: string | null;
  /** False: without the command line's own verdict, which takes seconds. */
  judge: boolean;
  log: Log;
  /** Whether the text is an earlier version's. */
  isKnown(text: string): boolean;
}): ReviewRun {
  const { change } = options;
  const quick = quickIssues(change, options.isKnown);
  const stopper = new AbortController();
  let schema: SchemaIssue[] | null = null;
  let verdict: CliVerdict | null = null;
  let schemaProgress: Review['schemaCheck'] = 'running';
  let cliProgress: Review['cliCheck'] = 'running';

  async function runSchema(cli: OpenclawCli | null): Promise<void> {
    const used = cli === null ? null : await options.schema.use(cli);
    const result = used?.ok === false ? used : await schemaIssues(options.schema, change);
    schema = result.ok ? result.value : null;
    schemaProgress = result.ok ? 'done' : 'could-not-run';
  }

  async function runCli(cli: OpenclawCli | null): Promise<void> {
    const result = cli === null ? null : await cliVerdict(cli, change, options.stateFolder, stopper.signal);
    verdict = result?.ok === true ? result.value : null;
    cliProgress = verdict === null ? 'could-not-run' : 'done';
  }

  async function run(): Promise<void> {
    if (change.files.length === 0) {
      schemaProgress = 'done';
      cliProgress = 'done';
      return;
    }
    try {
      const cli = await options.cli();
      await Promise.all([runSchema(cli), runCli(options.judge ? cli : null)]);
    } catch (error) {
      options.log.error('A check of the config broke.', { error: String(error) });
      if (schemaProgress === 'running') schemaProgress = 'could-not-run';
      if (cliProgress === 'running') cliProgress = 'could-not-run';
    }
  }

  return {
    change,
    finished: run(),
    cancel: () => stopper.abort(),
    checks() {
      const bySchema = schema === null ? [] : shownSchemaIssues(schema, verdict, change.after);
      const byCli = verdict === null ? [] : shownCliIssues(verdict, change.after);
      const accepted = verdict?.accepted === true;
      const own = accepted ? quick.filter((issue) => !isGatewaysOwnRule(issue)) : quick;
      return { issues: [...own, ...bySchema, ...byCli], schema: schemaProgress, cli: cliProgress, accepted };
    },
  };
}
