import { EditRefused } from './errors.ts';
import { DEFAULT_DEPTH } from './parse.ts';
import { type ContainerNode, type Doc, isContainer, type Json, type Node } from './types.ts';

type Filled = Json[] | Record<string, Json>;

/** Own properties only: "__proto__" is a key like any other. */
export function setOwn(target: Record<string, Json>, key: string, value: Json): void {
  if (key !== '__proto__') target[key] = value;
  else Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}

export function getOwn(value: Json | undefined, key: string | number): Json | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string | number, Json>)[key];
}

export function toValue(doc: Doc): Json {
  return nodeValue(doc.root);
}

export function nodeValue(root: Node): Json {
  if (!isContainer(root)) return root.value;
  const result = emptyOf(root);
  const todo: { node: ContainerNode; target: Filled }[] = [{ node: root, target: result }];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const { node, target } = next;
    for (const item of node.items) {
      let value: Json;
      if (isContainer(item.value)) {
        const inner = emptyOf(item.value);
        todo.push({ node: item.value, target: inner });
        value = inner;
      } else value = item.value.value;
      if (Array.isArray(target)) target.push(value);
      else setOwn(target, item.key?.value ?? '', value);
    }
  }
  return result;
}

function emptyOf(node: ContainerNode): Filled {
  return node.type === 'array' ? [] : {};
}

/** Equal as data; 0 and -0 differ, NaN equals itself. With `inOrder` the order of keys counts too. */
export function sameValue(left: Json, right: Json, inOrder = false): boolean {
  const todo: [Json, Json][] = [[left, right]];
  for (let pair = todo.pop(); pair !== undefined; pair = todo.pop()) {
    const [a, b] = pair;
    if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) {
      if (!Object.is(a, b)) return false;
      continue;
    }
    if (Array.isArray(a) !== Array.isArray(b)) return false;
    const keys = Object.keys(a);
    const others = Object.keys(b);
    if (keys.length !== others.length) return false;
    for (let index = 0; index < keys.length; index++) {
      const key = keys[index] ?? '';
      if (inOrder ? key !== others[index] : !Object.hasOwn(b, key)) return false;
      todo.push([(a as Record<string, Json>)[key] as Json, (b as Record<string, Json>)[key] as Json]);
    }
  }
  return true;
}

/** A copy made of plain data only. Anything a JSON5 file cannot hold (undefined, functions, cycles) is refused. */
export function plainCopy(value: Json): Json {
  return copyLevel(value, DEFAULT_DEPTH);
}

function copyLevel(value: Json, depth: number): Json {
  if (
    value === null ||
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    typeof value === 'number'
  ) {
    return value;
  }
  if (typeof value !== 'object')
    throw new EditRefused('bad-value', 'this value cannot stand in a JSON5 file');
  if (depth === 0) throw new EditRefused('bad-value', 'this value is nested too deep');
  if (Array.isArray(value)) return Array.from(value, (entry) => copyLevel(entry, depth - 1));
  const copy: Record<string, Json> = {};
  for (const key of Object.keys(value)) {
    setOwn(copy, key, copyLevel((value as Record<string, Json>)[key] as Json, depth - 1));
  }
  return copy;
}
