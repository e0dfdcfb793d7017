import * as v from 'valibot';
import { fail, ok, type Result } from '../../../shared/result.ts';

/** What `openclaw …` prints, read tolerantly: fields may be added, lines may stand before the JSON. */

export type CliIssue = {
  level: 'error' | 'warning';
  /** Steps joined by dots; `pathFromDotted` tells which dots separate. */
  dotted: string;
  message: string;
  choices: string[];
};

export type CliVerdict = { accepted: boolean; issues: CliIssue[] };

const Issue = v.object({
  path: v.optional(v.string(), '<root>'),
  message: v.string(),
  allowedValues: v.optional(v.array(v.unknown()), []),
});

const Verdict = v.object({
  valid: v.boolean(),
  issues: v.optional(v.array(Issue), []),
  warnings: v.optional(v.array(Issue), []),
  error: v.optional(v.object({ message: v.string() })),
});

/** An unreadable or absent file has no list of issues, only one sentence. */
export function readVerdict(stdout: string): Result<CliVerdict> {
  const parsed = v.safeParse(Verdict, parseJson(stdout));
  if (!parsed.success)
    return fail('cli-failed', 'openclaw config validate did not answer with its usual JSON.');
  const { valid, issues, warnings, error } = parsed.output;
  const told = [...issues.map(issueOf('error')), ...warnings.map(issueOf('warning'))];
  if (!valid && issues.length === 0)
    told.push({
      level: 'error',
      dotted: '<root>',
      message: error?.message ?? 'refused without a reason',
      choices: [],
    });
  return ok({ accepted: valid, issues: told });
}

export function readConfigFile(stdout: string): Result<string> {
  const parsed = v.safeParse(v.object({ path: v.pipe(v.string(), v.minLength(1)) }), parseJson(stdout));
  return parsed.success
    ? ok(parsed.output.path)
    : fail('cli-failed', 'openclaw config file did not answer with its usual JSON.');
}

/** The text from its first brace on, once it is known to be a schema with properties. */
export function readSchemaText(stdout: string): Result<string> {
  const parsed = v.safeParse(v.object({ properties: v.record(v.string(), v.unknown()) }), parseJson(stdout));
  return parsed.success
    ? ok(stdout.slice(stdout.indexOf('{')))
    : fail('cli-failed', 'openclaw config schema did not print a schema.');
}

/** `OpenClaw 2026.9.6 (eb377ac)`. */
export function readVersion(stdout: string): Result<string> {
  const version = /\b(\d{4}\.\d+\.\d+(?:-[\w.]+)?)\b/.exec(stdout)?.[1];
  return version === undefined
    ? fail('cli-failed', 'This command does not say a version of OpenClaw.')
    : ok(version);
}

function issueOf(level: CliIssue['level']) {
  return (issue: v.InferOutput<typeof Issue>): CliIssue => ({
    level,
    dotted: issue.path,
    message: issue.message,
    choices: issue.allowedValues.map(String),
  });
}

function parseJson(stdout: string): unknown {
  const start = stdout.indexOf('{');
  if (start === -1) return null;
  try {
    return JSON.parse(stdout.slice(start));
  } catch {
    return null;
  }
}
