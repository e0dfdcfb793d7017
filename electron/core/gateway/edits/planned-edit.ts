import type { Sentence } from '../../../../shared/findings.ts';
import { fail, ok, type Result } from '../../../../shared/result.ts';
import { type ConfigTree, isObject } from '../config-files.ts';
import { pathText, valueAt } from '../config-path.ts';
import { isList } from '../config-pieces.ts';
import type { Edit, Json, Path } from '../json5-document.ts';

/** A named edit worked out for one state of the config: a few steps on the text, and the sentence that names it. */
export type PlannedEdit = {
  steps: Step[];
  sentence: Sentence;
  /** The paths of the merged value that may differ afterwards. */
  touches: Path[];
};

/** `path` is where the step acts in the merged config; `make` says it for the file that owns the place. */
export type Step =
  | { is: 'edit'; path: Path; make(inner: Path): Edit }
  /** Two values of one file change places with their spelling and their comments: those belong to what moved. */
  | { is: 'exchange'; path: Path; other: Path };

export function planned(sentence: Sentence, steps: Step[], touches?: Path[]): Result<PlannedEdit> {
  const own = steps.flatMap((step) => (step.is === 'edit' ? [step.path] : []));
  return ok({ steps, sentence, touches: touches ?? own });
}

export function notPossible(reason: string): Result<never> {
  return fail('edit-not-possible', reason);
}

/** Writes a value; objects on the way that are not there yet are written along. */
export function setStep(tree: ConfigTree, path: Path, value: Json): Result<Step> {
  let depth = 0;
  while (depth < path.length - 1 && isContainer(valueAt(tree.value, path.slice(0, depth + 1)))) depth += 1;
  const target = path.slice(0, depth + 1);
  const missing = path.slice(depth + 1);
  if (missing.length > 0 && valueAt(tree.value, target) !== undefined) {
    return notPossible(`${pathText(target)} is not an object, so nothing can be written into it.`);
  }
  const nested = missing.reduceRight<Json>((inner, step) => ({ [String(step)]: inner }), value);
  return ok({ is: 'edit', path: target, make: (inner) => ({ op: 'set', path: inner, value: nested }) });
}

function isContainer(value: Json | undefined): boolean {
  return isObject(value) || isList(value);
}

export function insertStep(list: Path, value: Json, index?: number): Step {
  return {
    is: 'edit',
    path: list,
    make: (inner) => ({ op: 'insert', path: inner, value, ...(index === undefined ? {} : { index }) }),
  };
}

export function removeStep(path: Path): Step {
  return { is: 'edit', path, make: (inner) => ({ op: 'remove', path: inner, comments: 'withItem' }) };
}

export function reorderStep(list: Path, order: readonly number[]): Step {
  return { is: 'edit', path: list, make: (inner) => ({ op: 'reorder', path: inner, order }) };
}

export function moveStep(list: Path, from: number, to: number): Step {
  return { is: 'edit', path: list, make: (inner) => ({ op: 'move', path: inner, from, to }) };
}

/** Sets a value, or takes the key away when there is none to set. */
export function setOrRemove(
  tree: ConfigTree,
  path: Path,
  value: Json | null,
  sentence: Sentence,
): Result<PlannedEdit> {
  if (value !== null) {
    const step = setStep(tree, path, value);
    return step.ok ? planned(sentence, [step.value]) : step;
  }
  if (valueAt(tree.value, path) === undefined) return planned(sentence, [], []);
  return planned(sentence, [removeStep(path)]);
}
