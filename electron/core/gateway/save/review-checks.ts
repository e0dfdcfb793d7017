import type { ConfigIssue } from '../../../../shared/contract/config-commands.ts';
import { sentence } from '../../../../shared/messages/sentence.ts';
import type { Result } from '../../../../shared/result.ts';
import type { ConfigTree } from '../config-files.ts';
import { pathFromDotted, pathText } from '../config-path.ts';
import type { ConfigSchema } from '../config-schema.ts';
import {
  newSchemaIssues,
  outrankedBy,
  plainWords,
  type SchemaCheck,
  type SchemaIssue,
} from '../config-schema-check.ts';
import type { ChangeSet } from '../edits/change-set.ts';
import { readPicture } from '../model-picture.ts';
import type { CliVerdict } from '../openclaw-answers.ts';
import type { OpenclawCli } from '../openclaw-cli.ts';
import { guardIssues } from './config-guard.ts';
import { ruleIssues } from './config-rules.ts';

/**
 * Everything that is checked before a save, slow or quick. The slow ones run while the person reads the diff, so that
 * they are done when Save is pressed; each says whether it could run at all.
 */
export type SlowCheck =
  | { is: 'running' }
  | { is: 'done'; issues: ConfigIssue[] }
  | { is: 'could-not-run'; why: string };

export function quickIssues(change: ChangeSet): ConfigIssue[] {
  const visible = { visible: () => true };
  const after = { tree: change.after, picture: readPicture(change.after, visible).picture };
  const before =
    change.before === null
      ? null
      : { tree: change.before, picture: readPicture(change.before, visible).picture };
  return [...guardIssues(change), ...ruleIssues(after, before)];
}

export async function schemaIssues(schema: ConfigSchema, change: ChangeSet): Promise<Result<SchemaIssue[]>> {
  const after = await schema.check(change.after.value);
  if (!after.ok) return after;
  const nothingBefore: SchemaCheck = { issues: [], unchecked: [] };
  const before =
    change.before === null
      ? { ok: true as const, value: nothingBefore }
      : await schema.check(change.before.value);
  if (!before.ok) return before;
  return { ok: true, value: newSchemaIssues(before.value, after.value) };
}

export async function cliVerdict(
  cli: OpenclawCli,
  change: ChangeSet,
  stateFolder: string | null,
  signal: AbortSignal,
): Promise<Result<CliVerdict>> {
  const texts = change.after.files.map((file) => ({ path: file.path, text: file.text }));
  const [main, ...includes] = texts;
  if (main === undefined) return { ok: true, value: { accepted: true, issues: [] } };
  return cli.validate({ main, includes, stateFolder }, signal);
}

/** The gateway's own verdict outranks its schema, which knows fewer old keys than the gateway still reads. */
export function shownSchemaIssues(
  issues: readonly SchemaIssue[],
  verdict: CliVerdict | null,
  tree: ConfigTree,
): ConfigIssue[] {
  const ranked = verdict === null ? issues : outrankedBy(verdict, issues);
  return ranked.map((issue) => ({
    level: issue.level,
    from: 'schema',
    path: pathText(issue.path),
    sentence: sentence('rule.schema', { path: pathText(issue.path), problem: plainWords(issue) }),
    place: tree.placeOf(issue.at),
  }));
}

export function shownCliIssues(verdict: CliVerdict, tree: ConfigTree): ConfigIssue[] {
  return verdict.issues.map((issue) => {
    const path = pathFromDotted(issue.dotted, tree.value);
    return {
      level: issue.level,
      from: 'cli',
      path: pathText(path),
      sentence: sentence('rule.cli', { problem: issue.message }),
      place: tree.placeOf(path),
    };
  });
}
