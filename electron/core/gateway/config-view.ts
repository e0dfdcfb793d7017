import { type Failure, failure } from '../../../shared/failures.ts';
import type { ConfigTree } from './config-files.ts';
import { isObject } from './config-files.ts';
import { pathText } from './config-path.ts';
import { isList } from './config-pieces.ts';
import type { Json, Path } from './json5-document.ts';

/**
 * A place in the config that is read with little trust: what is not there is `null`, what has another type than
 * expected is `null` too and is noted once, with its line.
 */
export type ConfigView = {
  path: Path;
  exists: boolean;
  value: Json | undefined;
  isObject(): boolean;
  at(...steps: (string | number)[]): ConfigView;
  text(): string | null;
  number(): number | null;
  flag(): boolean | null;
  texts(): string[] | null;
  /** The members of an object, in order; of anything else: none. */
  members(): [string, ConfigView][];
  /** The entries of a list; null when there is no list. */
  entries(): ConfigView[] | null;
  trouble(expected: string): void;
};

export function viewConfig(tree: ConfigTree, troubles: Failure[]): ConfigView {
  return viewAt(tree.value, [], tree, troubles);
}

function viewAt(value: Json | undefined, path: Path, tree: ConfigTree, troubles: Failure[]): ConfigView {
  const child = (step: string | number): ConfigView => view.at(step);
  const expect = <T extends Json>(expected: string, fits: (value: Json) => value is T): T | null => {
    if (value === undefined) return null;
    if (fits(value)) return value;
    view.trouble(expected);
    return null;
  };
  const view: ConfigView = {
    path,
    exists: value !== undefined,
    value,
    isObject: () => isObject(value),
    at(...steps) {
      const inner = steps.reduce<Json | undefined>(childOf, value);
      return viewAt(inner, [...path, ...steps], tree, troubles);
    },
    text: () => expect('a text', (each) => typeof each === 'string'),
    number: () =>
      expect('a number', (each): each is number => typeof each === 'number' && Number.isFinite(each)),
    flag: () => expect('true or false', (each) => typeof each === 'boolean'),
    texts: () => view.entries()?.flatMap((entry) => entry.text() ?? []) ?? null,
    members: () => Object.keys(expect('an object', isObject) ?? {}).map((key) => [key, child(key)]),
    entries: () => expect('a list', isList)?.map((_entry, index) => child(index)) ?? null,
    trouble(expected) {
      const where = pathText(path);
      if (troubles.some((each) => each.facts?.path === where)) return;
      const place = tree.placeOf(path);
      const given = failure('config-shape', `${where} should be ${expected}.`, { path: where, expected });
      troubles.push(place === null ? given : { ...given, place });
    },
  };
  return view;
}

function childOf(value: Json | undefined, step: string | number): Json | undefined {
  if (isList(value)) return typeof step === 'number' ? value[step] : undefined;
  return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}
