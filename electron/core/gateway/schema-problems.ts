import type { ErrorObject } from 'ajv';
import type { Path } from './json5-document.ts';

/**
 * Ajv tells of a value that fits none of several alternatives by every complaint of every alternative. People want
 * the one complaint of the alternative they meant.
 */

/** Never holds a value of the config: it may be a secret. */
export type SchemaProblem =
  | { is: 'unknown-key'; key: string; known: string[] }
  | { is: 'legacy-key'; key: string }
  | { is: 'missing-key'; key: string }
  | { is: 'wrong-type'; expected: string[]; found: string }
  | { is: 'not-a-choice'; choices: string[] }
  | { is: 'out-of-range'; comparison: string; limit: number }
  | {
      is: 'wrong-length';
      comparison: 'at least' | 'at most';
      limit: number;
      of: 'characters' | 'items' | 'keys';
    }
  | { is: 'wrong-text'; pattern: string }
  | { is: 'other'; keyword: string; detail: string };

export type FoundProblem = { path: Path; at: Path; problem: SchemaProblem };

type Branch = FoundProblem[];

export function schemaProblems(errors: readonly ErrorObject[], start: Path): FoundProblem[] {
  const unions = errors.filter(isUnion);
  const insideUnion = (error: ErrorObject) => unions.some((union) => isInside(error, union));
  return errors
    .filter((error) => !insideUnion(error))
    .flatMap((error) =>
      isUnion(error) ? unionProblems(error, errors, start) : [foundProblem(error, start)],
    );
}

function unionProblems(union: ErrorObject, errors: readonly ErrorObject[], start: Path): FoundProblem[] {
  const branches = branchesOf(union, errors).map((branch) => schemaProblems(branch, start));
  // `oneOf` complains about a value that fits twice, too.
  if (branches.length === 0) return [foundProblem(union, start)];
  const here = pathOf(union, start);
  const fitting = branches.filter((branch) => !branch.some((each) => isWrongShape(each, here)));
  if (fitting.length === 0) return [noneFits(branches, union, here)];
  return fitting.reduce((best, branch) => (distance(branch, here) < distance(best, here) ? branch : best));
}

function branchesOf(union: ErrorObject, errors: readonly ErrorObject[]): ErrorObject[][] {
  const branches = new Map<string, ErrorObject[]>();
  for (const error of errors) {
    if (!isInside(error, union)) continue;
    const index = error.schemaPath.slice(union.schemaPath.length + 1).split('/', 1)[0] ?? '';
    branches.set(index, [...(branches.get(index) ?? []), error]);
  }
  return [...branches.values()];
}

/** The value is of another kind altogether: text where the alternative wants an object. */
function isWrongShape(found: FoundProblem, here: Path): boolean {
  return (
    found.path.length === here.length &&
    (found.problem.is === 'wrong-type' || found.problem.is === 'not-a-choice')
  );
}

/** A wrong word in a field like `source` means that another alternative was meant. */
function distance(branch: Branch, here: Path): number {
  const otherVariant = branch.filter(
    (each) => each.problem.is === 'not-a-choice' && each.path.length === here.length + 1,
  );
  return otherVariant.length * 1_000 + branch.length;
}

function noneFits(branches: readonly Branch[], union: ErrorObject, here: Path): FoundProblem {
  const atHere = branches.map((branch) => branch.filter((each) => isWrongShape(each, here)));
  const choices = atHere
    .flat()
    .flatMap(({ problem }) => (problem.is === 'not-a-choice' ? problem.choices : []));
  const expected = atHere
    .flat()
    .flatMap(({ problem }) => (problem.is === 'wrong-type' ? problem.expected : []));
  const onlyChoices = atHere.every((branch) => branch.some(({ problem }) => problem.is === 'not-a-choice'));
  const found = kindOf(union.data);
  const problem: SchemaProblem =
    choices.length > 0 && (onlyChoices || found === 'string')
      ? { is: 'not-a-choice', choices: unique(choices) }
      : { is: 'wrong-type', expected: unique(expected), found };
  return { path: here, at: here, problem };
}

function foundProblem(error: ErrorObject, start: Path): FoundProblem {
  const here = pathOf(error, start);
  const problem = problemOf(error);
  if (problem.is === 'unknown-key') return { path: here, at: [...here, problem.key], problem };
  if (problem.is === 'missing-key') return { path: [...here, problem.key], at: here, problem };
  return { path: here, at: here, problem };
}

function problemOf(error: ErrorObject): SchemaProblem {
  const params: Record<string, unknown> = error.params;
  switch (error.keyword) {
    case 'additionalProperties':
      return { is: 'unknown-key', key: String(params.additionalProperty), known: knownKeys(error) };
    case 'required':
      return { is: 'missing-key', key: String(params.missingProperty) };
    case 'type':
      return { is: 'wrong-type', expected: [params.type].flat().map(String), found: kindOf(error.data) };
    case 'enum':
      return {
        is: 'not-a-choice',
        choices: Array.isArray(params.allowedValues) ? params.allowedValues.map(String) : [],
      };
    case 'const':
      return { is: 'not-a-choice', choices: [String(params.allowedValue)] };
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return { is: 'out-of-range', comparison: String(params.comparison), limit: Number(params.limit) };
    case 'minLength':
    case 'maxLength':
      return wrongLength(error.keyword, params.limit, 'characters');
    case 'minItems':
    case 'maxItems':
      return wrongLength(error.keyword, params.limit, 'items');
    case 'minProperties':
    case 'maxProperties':
      return wrongLength(error.keyword, params.limit, 'keys');
    case 'pattern':
      return { is: 'wrong-text', pattern: String(params.pattern) };
    default:
      return { is: 'other', keyword: error.keyword, detail: error.message ?? 'is not accepted' };
  }
}

function wrongLength(keyword: string, limit: unknown, of: 'characters' | 'items' | 'keys'): SchemaProblem {
  return {
    is: 'wrong-length',
    comparison: keyword.startsWith('min') ? 'at least' : 'at most',
    limit: Number(limit),
    of,
  };
}

function knownKeys(error: ErrorObject): string[] {
  const properties: unknown = error.parentSchema?.properties;
  return typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
}

function isUnion(error: ErrorObject): boolean {
  return error.keyword === 'anyOf' || error.keyword === 'oneOf';
}

function isInside(error: ErrorObject, union: ErrorObject): boolean {
  return (
    error !== union &&
    error.schemaPath.startsWith(`${union.schemaPath}/`) &&
    (error.instancePath === union.instancePath || error.instancePath.startsWith(`${union.instancePath}/`))
  );
}

/** As text throughout: a JSON pointer does not tell a list's index from a key of digits. */
function pathOf(error: ErrorObject, start: Path): Path {
  const steps = error.instancePath.split('/').slice(1).map(unescapeStep);
  return [...start, ...steps];
}

function unescapeStep(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
