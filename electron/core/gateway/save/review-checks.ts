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

/** Everything that is checked before a save, slow or quick; each slow check says whether it could run at all. */

export function quickIssues(change: ChangeSet, isKnown?: (text: string) => boolean): ConfigIssue[] {
  const read = (tree: ConfigTree) => ({ tree, picture: readPicture(tree, { visible: () => true }).picture });
  return [
    ...guardIssues(change, isKnown),
    ...ruleIssues(read(change.after), change.before === null ? null : read(change.before)),
  ];
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

/** Of the config after the change, and if that is refused, of the one before: old trouble stops no other repair. */
export async function cliVerdict(
  cli: OpenclawCli,
  change: ChangeSet,
  stateFolder: string | null,
  signal: AbortSignal,
): Promise<Result<CliVerdict>> {
  const after = await judge(cli, change.after, stateFolder, signal);
  const isRefused = after.ok && after.value.issues.some((issue) => issue.level === 'error');
  if (!isRefused || change.before === null) return after;
  const before = await judge(cli, change.before, stateFolder, signal);
  if (!before.ok) return after;
  const known = new Set(before.value.issues.map(({ dotted, message }) => `${dotted}\n${message}`));
  const issues = after.value.issues.map((issue) =>
    known.has(`${issue.dotted}\n${issue.message}`) ? { ...issue, level: 'warning' as const } : issue,
  );
  return { ok: true, value: { ...after.value, issues } };
}

export async function judge(
  cli: OpenclawCli,
  tree: ConfigTree,
  stateFolder: string | null,
  signal?: AbortSignal,
): Promise<Result<CliVerdict>> {
  const text = ({ path, text }: { path: string; text: string }) => ({ path, text });
  const includes = tree.files.filter((file) => file !== tree.main).map(text);
  return cli.validate({ main: text(tree.main), includes, stateFolder }, signal);
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
    sentence: sentence('rule.schema', { problem: plainWords(issue) }),
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
