import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { pathText, valueAt, withIndexes } from './config-path.ts';
import { isSchema, type JsonSchema, propertiesOf } from './config-schema-walk.ts';
import type { Json, Path } from './json5-document.ts';
import type { CliVerdict } from './openclaw-answers.ts';
import { type SchemaProblem, schemaProblems } from './schema-problems.ts';

/**
 * Checks a config (includes already resolved) against the JSON Schema that the gateway's own CLI printed. The schema
 * cannot be compiled whole, so each top-level property is compiled by itself, when a config first has it.
 */

export type SchemaIssue = {
  level: 'error' | 'warning';
  /** As the gateway names it: for an unknown key the object that holds it, for a missing one the key itself. */
  path: Path;
  /** The nearest place that is really in the text. */
  at: Path;
  problem: SchemaProblem;
};

export type SchemaCheck = {
  issues: SchemaIssue[];
  /** Top-level properties that only the CLI can check. */
  unchecked: string[];
};

export type SchemaChecker = { check(config: Json): SchemaCheck };

/** Shapes that come from plugins, which are updated apart from the CLI whose schema we keep. */
const ownedByPlugins: ReadonlySet<string> = new Set(['plugins', 'channels']);
const mostIssues = 200;

export function createSchemaChecker(schema: JsonSchema): SchemaChecker {
  // Not strict: the schema holds keywords of its own. No formats: what they would refuse, the gateway's checks may not.
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    verbose: true,
    validateFormats: false,
    logger: false,
  });
  const compiled = new Map<string, ValidateFunction | null>();
  const properties = propertiesOf(schema);

  function validatorOf(key: string): ValidateFunction | null {
    const known = compiled.get(key);
    if (known !== undefined) return known;
    const made = ownedByPlugins.has(key) ? null : tryCompile(ajv, properties[key]);
    compiled.set(key, made);
    return made;
  }

  return {
    check(config) {
      if (!isObject(config)) return { issues: [rootIssue(config)], unchecked: [] };
      const issues = unknownRootKeys(config, schema);
      const unchecked: string[] = [];
      for (const [key, value] of Object.entries(config)) {
        if (!Object.hasOwn(properties, key)) continue;
        const validate = validatorOf(key);
        if (validate === null) unchecked.push(key);
        else if (!validate(value)) issues.push(...issuesOf(validate.errors ?? [], key, config));
      }
      return { issues: issues.slice(0, mostIssues), unchecked };
    },
  };
}

/** What the edit brought in: trouble that was there before must not stop someone from repairing something else. */
export function newSchemaIssues(before: SchemaCheck, after: SchemaCheck): SchemaIssue[] {
  const known = new Set(before.issues.map(fingerprint));
  return after.issues.filter((issue) => !known.has(fingerprint(issue)));
}

/** The gateway's own verdict outranks its schema: it still reads more retired keys than we can know of. */
export function outrankedBy(verdict: CliVerdict, issues: readonly SchemaIssue[]): SchemaIssue[] {
  if (!verdict.accepted) return [...issues];
  return issues.map((issue) => ({
    ...issue,
    level: 'warning',
    problem:
      issue.problem.is === 'unknown-key' ? { is: 'legacy-key', key: issue.problem.key } : issue.problem,
  }));
}

function fingerprint(issue: SchemaIssue): string {
  return JSON.stringify([issue.path, issue.problem]);
}

/** For logs and the command line; windows have their own words in each language. */
export function plainWords(issue: SchemaIssue): string {
  const place = pathText(issue.path) || 'the config';
  const { problem } = issue;
  switch (problem.is) {
    case 'unknown-key':
      return `${place} has the key "${problem.key}", which the gateway does not know.`;
    case 'legacy-key':
      return `${place} has the old key "${problem.key}"; the gateway still reads it and moves or drops it by itself.`;
    case 'missing-key':
      return `${place} is missing.`;
    case 'wrong-type':
      return `${place} must be ${problem.expected.join(' or ')}, but is ${problem.found}.`;
    case 'not-a-choice':
      return `${place} must be one of: ${problem.choices.join(', ')}.`;
    case 'out-of-range':
      return `${place} must be ${problem.comparison} ${problem.limit}.`;
    case 'wrong-length':
      return `${place} must have ${problem.comparison} ${problem.limit} ${problem.of}.`;
    case 'wrong-text':
      return `${place} does not have the form ${problem.pattern}.`;
    case 'other':
      return `${place} ${problem.detail}.`;
  }
}

function issuesOf(errors: readonly ErrorObject[], key: string, config: Json): SchemaIssue[] {
  return schemaProblems(errors, [key]).flatMap(({ problem, ...found }): SchemaIssue[] => {
    const path = withIndexes(found.path, config);
    const at = withIndexes(found.at, config);
    if (mayBeFilledIn(problem, valueAt(config, path))) return [];
    if (isMovedByGateway(path, problem, config))
      return [{ level: 'warning', path, at, problem: { is: 'legacy-key', key: problem.key } }];
    return [{ level: 'error', path, at, problem }];
  });
}

/** `${NAME}` is replaced before the gateway looks at the value; only the CLI can say what becomes of it. */
function mayBeFilledIn(problem: SchemaProblem, value: Json | undefined): boolean {
  const aboutText =
    problem.is === 'not-a-choice' || problem.is === 'wrong-text' || problem.is === 'wrong-length';
  return aboutText && typeof value === 'string' && /(?<!\$)\$\{[A-Z_][A-Z0-9_]*\}/.test(value);
}

/** Retired keys that the schema no longer has, while the gateway still reads them and moves or drops them by itself. */
function isMovedByGateway(
  path: Path,
  problem: SchemaProblem,
  config: Json,
): problem is SchemaProblem & { is: 'unknown-key' } {
  if (problem.is !== 'unknown-key' || path[0] !== 'agents') return false;
  if (problem.key === 'list')
    return path.length === 1 && valueAt(config, ['agents', 'entries']) === undefined;
  const ofAgents =
    (path.length === 2 && path[1] === 'defaults') || (path.length === 3 && path[1] === 'entries');
  return ofAgents && problem.key === 'contextTokens';
}

function unknownRootKeys(config: { readonly [key: string]: Json }, schema: JsonSchema): SchemaIssue[] {
  if (schema.additionalProperties !== false) return [];
  const known = Object.keys(propertiesOf(schema));
  return Object.keys(config)
    .filter((key) => !known.includes(key))
    .map((key) => ({ level: 'error', path: [], at: [key], problem: { is: 'unknown-key', key, known } }));
}

function rootIssue(config: Json): SchemaIssue {
  const found = config === null ? 'null' : Array.isArray(config) ? 'array' : typeof config;
  return { level: 'error', path: [], at: [], problem: { is: 'wrong-type', expected: ['object'], found } };
}

function tryCompile(ajv: Ajv, schema: unknown): ValidateFunction | null {
  if (!isSchema(schema)) return null;
  try {
    return ajv.compile(schema);
  } catch {
    return null; // said to the caller as `unchecked`
  }
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
